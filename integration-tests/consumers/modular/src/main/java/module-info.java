/** A program on the module path that names vercel4j and nothing else. */
module example {
  requires io.github.vercel4j;
}
