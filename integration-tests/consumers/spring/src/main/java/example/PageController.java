package example;

import static org.springframework.http.HttpStatus.BAD_REQUEST;
import static org.springframework.http.HttpStatus.FORBIDDEN;
import static org.springframework.http.HttpStatus.NOT_FOUND;

import io.github.vercel4j.environment.EnvironmentVariableOutcome;
import io.github.vercel4j.Installation;
import io.github.vercel4j.InstallationClient;
import io.github.vercel4j.oauth.OAuthCallback;
import io.github.vercel4j.oauth.OAuthState;
import io.github.vercel4j.PagedIterable;
import io.github.vercel4j.VercelClient;
import io.github.vercel4j.VercelException;
import io.github.vercel4j.api.model.EnvironmentTarget;
import io.github.vercel4j.api.model.EnvironmentVariableRequest;
import io.github.vercel4j.api.model.EnvironmentVariableType;
import io.github.vercel4j.api.model.Project;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What a browser sees of the integration. */
@Controller
class PageController {
  private static final String STATE = "vercel_state";

  private final VercelClient vercel;
  private final VercelProperties settings;
  private final Installations installations;

  PageController(VercelClient vercel, VercelProperties settings, Installations installations) {
    this.vercel = vercel;
    this.settings = settings;
    this.installations = installations;
  }

  // region page
  @GetMapping("/")
  String page(HttpSession session, Model page) {
    String state = (String) session.getAttribute(STATE);
    if (state == null) {
      state = OAuthState.create().value();
      session.setAttribute(STATE, state);
    }
    page.addAttribute("installUrl", OAuthState.of(state).installUrl(settings.slug()));
    List<Account> accounts = new ArrayList<>();
    installations.findAll().forEach(stored -> accounts.add(account(stored)));
    page.addAttribute("accounts", accounts);
    return "page";
  }

  // endregion

  private Account account(StoredInstallation stored) {
    Installation installation = stored.installation();
    String owner = installation.teamId() == null ? "Personal account" : installation.teamId();
    try {
      List<Project> projects =
          PagedIterable.of(vercel.forInstallation(installation).projects().getProjects()).stream()
              .limit(100)
              .toList();
      return new Account(owner, stored.configurationId(), projects, null);
    } catch (VercelException e) {
      return new Account(owner, stored.configurationId(), List.of(), e.getMessage());
    }
  }

  /** An installation on the page; {@code problem} is null where its projects could be read. */
  record Account(String owner, String configurationId, List<Project> projects, String problem) {}

  // region callback
  @GetMapping("/callback")
  String callback(HttpServletRequest request, HttpSession session, RedirectAttributes page) {
    OAuthCallback callback;
    try {
      callback = OAuthCallback.of(request.getParameterMap());
    } catch (IllegalArgumentException e) {
      throw new ResponseStatusException(BAD_REQUEST, e.getMessage(), e);
    }
    String expected = (String) session.getAttribute(STATE);
    session.removeAttribute(STATE); // it counts once
    boolean forged =
        expected == null // as where the installation began in Vercel's marketplace
            ? callback.state() != null
            : !OAuthState.of(expected).matches(callback.state());
    if (forged) {
      throw new ResponseStatusException(FORBIDDEN, "This callback does not belong to our own link");
    }
    if (callback.code() == null) {
      page.addFlashAttribute("message", "Nothing was installed: " + callback.error());
      return "redirect:/";
    }
    try {
      Installation installation =
          vercel.exchangeCode(
              callback.exchange(
                  settings.clientId(), settings.clientSecret(), settings.redirectUri()));
      installations.put(installation.configurationId(), installation.toJson());
    } catch (VercelException e) {
      page.addFlashAttribute("message", e.getMessage()); // which holds no secret
      return "redirect:/";
    }
    URI next = callback.next(); // only ever a page of Vercel's
    return "redirect:" + (next == null ? "/" : next);
  }

  // endregion

  @PostMapping("/variables")
  String setVariable(
      String configurationId, String project, String key, String value, RedirectAttributes page) {
    EnvironmentVariableRequest variable =
        EnvironmentVariableRequest.builder()
            .key(key)
            .value(value)
            .type(EnvironmentVariableType.ENCRYPTED)
            .target(List.of(EnvironmentTarget.PRODUCTION, EnvironmentTarget.PREVIEW))
            .build();
    InstallationClient client =
        vercel.forInstallation(
            installations
                .findById(configurationId)
                .orElseThrow(() -> new ResponseStatusException(NOT_FOUND)) // it was removed
                .installation());
    try {
      EnvironmentVariableOutcome outcome =
          client.upsertEnvironmentVariables(project, List.of(variable)).get(0);
      page.addFlashAttribute(
          "message",
          switch (outcome.result()) {
            case CREATED, UPDATED, UNCHANGED ->
                key + " of " + project + ": " + outcome.result().name().toLowerCase();
            case WIDER ->
                key + " of " + project + ": set, and so it is for " + outcome.furtherTargets();
            case CONFLICT -> key + " of " + project + ": in the way is " + outcome.conflict();
            case FAILED -> outcome.failure().getMessage();
          });
    } catch (VercelException e) {
      page.addFlashAttribute("message", e.getMessage());
    }
    return "redirect:/";
  }
}
