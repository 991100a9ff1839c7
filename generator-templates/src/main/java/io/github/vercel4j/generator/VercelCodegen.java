package io.github.vercel4j.generator;

import static java.util.Objects.requireNonNull;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.samskivert.mustache.Mustache;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.servers.Server;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.openapitools.codegen.CodegenModel;
import org.openapitools.codegen.CodegenOperation;
import org.openapitools.codegen.CodegenType;
import org.openapitools.codegen.SupportingFile;
import org.openapitools.codegen.languages.AbstractJavaCodegen;
import org.openapitools.codegen.model.ModelMap;
import org.openapitools.codegen.model.ModelsMap;
import org.openapitools.codegen.model.OperationsMap;

/** Generates Retrofit interfaces and immutable models with lossless Moshi adapters. */
public final class VercelCodegen extends AbstractJavaCodegen {
  private static final String PACKAGE = "io.github.vercel4j.api";

  private final Formatter formatter = new Formatter();
  private @Nullable OperationPlans operations;
  private Map<String, Map.Entry<String, Object>> files = Map.of();

  public VercelCodegen() {
    embeddedTemplateDir = "vercel4j";
    templateDir = embeddedTemplateDir;
    apiPackage = PACKAGE;
    modelPackage = PACKAGE + ".model";
    hideGenerationTimestamp = true;
    openapiNormalizer.put("DISABLE_ALL", "true");
    modelTemplateFiles.clear();
    modelTemplateFiles.put("model.mustache", ".java");
    apiTemplateFiles.clear();
    apiTemplateFiles.put("api.mustache", ".java");
    apiTestTemplateFiles.clear();
    apiDocTemplateFiles.clear();
    modelDocTemplateFiles.clear();
  }

  @Override
  public CodegenType getTag() {
    return CodegenType.CLIENT;
  }

  @Override
  public String getName() {
    return "vercel4j";
  }

  @Override
  public String getHelp() {
    return "Generates the Java client of vercel4j.";
  }

  /** The specification has no inline models, and this base would rename what it found. */
  @Override
  public boolean getUseInlineModelResolver() {
    return false;
  }

  @Override
  public Mustache.Compiler processCompiler(Mustache.Compiler compiler) {
    return compiler.escapeHTML(false);
  }

  @Override
  public void processOpts() {
    super.processOpts();
    String api = "src/main/java/" + PACKAGE.replace('.', '/');
    for (String name : List.of("Operation", "VercelCall", "VercelOperation", "VercelResponse")) {
      supportingFiles.add(new SupportingFile(name + ".mustache", api, name + ".java"));
    }
    supportingFiles.add(
        new SupportingFile("module-info.mustache", "src/main/java", "module-info.java"));
    supportingFiles.add(new SupportingFile("api-package-info.mustache", api, "package-info.java"));
    supportingFiles.add(
        new SupportingFile("model-package-info.mustache", api + "/model", "package-info.java"));
    supportingFiles.add(
        new SupportingFile(
            "operations.mustache", "src/main/resources/META-INF/vercel4j", "operations.json"));
    supportingFiles.add(
        new SupportingFile(
            "proguard.mustache", "src/main/resources/META-INF/proguard", "vercel4j-api.pro"));
    supportingFiles.add(
        new SupportingFile(
            "reachability-metadata.mustache",
            "src/main/resources/META-INF/native-image/io.github.vercel4j/vercel4j-api",
            "reachability-metadata.json"));
  }

  @Override
  public void preprocessOpenAPI(OpenAPI openApi) {
    Contract contract = new Contract(openApi);
    OperationPlans plans = new OperationPlans(openApi, contract);
    Set<String> hidden = contract.reachable(plans.others());
    hidden.removeAll(contract.reachable(plans.requests()));
    hidden.removeAll(contract.reachable(plans.responses()));
    Set<String> shown = new TreeSet<>(contract.components().keySet());
    shown.removeAll(hidden);

    files =
        new ModelPlans(contract, plans.paging()).plan(shown, contract.reachable(plans.requests()));
    plans.parameters().forEach((name, plan) -> files.put(name, Map.entry("parameters", plan)));
    additionalProperties.put("ledger", plans.operations());
    addFoundByReflection(plans.apis().values());
    operations = plans;
  }

  /** What Retrofit and Moshi find by reflection, which shrinkers and GraalVM cannot see. */
  private void addFoundByReflection(Collection<OperationPlans.ApiPlan> apis) {
    Set<String> named = new TreeSet<>();
    apis.forEach(api -> named.addAll(api.models()));
    additionalProperties.put("named", named);
    additionalProperties.put("adapted", named.stream().filter(this::hasAdapter).toList());
    additionalProperties.put(
        "interfaces",
        apis.stream()
            .map(
                api ->
                    Map.of(
                        "name",
                        api.name(),
                        "adaptedHere",
                        api.models().stream().filter(this::hasAdapter).toList()))
            .toList());
  }

  private boolean hasAdapter(String type) {
    return files.containsKey(type + "JsonAdapter");
  }

  /** Models are planned in {@link ModelPlans}; this only names them. */
  @Override
  @SuppressWarnings("rawtypes") // inherited
  public CodegenModel fromModel(String name, Schema schema) {
    CodegenModel model = new CodegenModel();
    model.name = name;
    model.classname = name;
    return model;
  }

  @Override
  public Map<String, ModelsMap> updateAllModels(Map<String, ModelsMap> models) {
    return models;
  }

  /** Replaces the schemas by the files to write: a model and its adapter, parameter objects. */
  @Override
  public Map<String, ModelsMap> postProcessAllModels(Map<String, ModelsMap> models) {
    Map<String, ModelsMap> result = new TreeMap<>();
    files.forEach(
        (name, plan) -> {
          ModelMap model = new ModelMap();
          model.setModel(fromModel(name, new Schema<>()));
          ModelsMap file = new ModelsMap();
          file.putAll(additionalProperties);
          file.setModels(List.of(model));
          file.put(plan.getKey(), plan.getValue());
          result.put(name, file);
        });
    return result;
  }

  @Override
  public String toModelFilename(String name) {
    return name;
  }

  @Override
  public String toModelName(String name) {
    return name;
  }

  /** Operations are planned in {@link OperationPlans}; this only names them. */
  @Override
  public CodegenOperation fromOperation(
      String path, String httpMethod, Operation operation, List<Server> servers) {
    CodegenOperation result = new CodegenOperation();
    result.operationId = operation.getOperationId();
    result.nickname = operation.getOperationId();
    result.path = path;
    result.httpMethod = httpMethod;
    return result;
  }

  @Override
  public OperationsMap postProcessOperationsWithModels(
      OperationsMap objs, List<ModelMap> allModels) {
    String tag = objs.getOperations().getOperation().get(0).tags.get(0).getName();
    objs.put("api", requireNonNull(operations).apis().get(tag));
    return objs;
  }

  @Override
  public String toApiName(String tag) {
    return requireNonNull(operations).apiName(tag);
  }

  /** Prints no advertisement. */
  @Override
  public void postProcess() {}

  @Override
  public boolean isEnablePostProcessFile() {
    return true;
  }

  /** Lays generated Java out as the hand-written one is, without unused imports. */
  @Override
  public void postProcessFile(File file, String fileType) {
    if (!file.getName().endsWith(".java")) {
      return;
    }
    Path path = file.toPath();
    try {
      Files.writeString(path, formatter.formatSourceAndFixImports(Files.readString(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (FormatterException e) {
      throw new IllegalStateException("Generated file " + file + " is not Java", e);
    }
  }
}
