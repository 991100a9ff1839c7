package io.github.vercel4j.json;

import io.github.vercel4j.runtime.AnyAdapter;

/** Found by Moshi, by its name. */
final class JsonValueJsonAdapter extends AnyAdapter {}
