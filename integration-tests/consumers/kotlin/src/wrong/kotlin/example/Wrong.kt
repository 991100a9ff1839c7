package example

import io.github.vercel4j.api.model.Project

/** Reads a value that a response may leave out as if it were always there. */
fun framework(project: Project): String = project.framework().value()

/** Sends null where the API takes none. */
fun renamed(project: Project): Project = project.toBuilder().name(null).build()
