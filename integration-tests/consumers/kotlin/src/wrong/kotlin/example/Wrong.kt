package example

import io.github.vercel4j.api.model.Project

/** Takes for granted what an answer may leave out. */
fun framework(project: Project): String = project.framework().value()

/** Sends null where the API takes none. */
fun renamed(project: Project): Project = project.toBuilder().name(null).build()
