package example

import io.github.vercel4j.Installation
import io.github.vercel4j.VercelClient

/** Lists projects at the base URL that it is given. */
fun main(arguments: Array<String>) {
  VercelClient.builder().baseUrl(arguments[0]).build().use { vercel ->
    val client = vercel.forInstallation(Installation.of("canary_token"))
    for (project in client.projects().getProjects().execute().projects()) {
      val name: String = project.name()
      val framework: String = project.framework()?.value() ?: "no framework"
      println("project $name of $framework")
    }
  }
}
