"""A strategy: HTML of every kind, whole, broken and hostile."""

from __future__ import annotations

from hypothesis import strategies as st

_ATOMS = (
    *"word|Слова| |\n|\n  |<p>|</p>|<P class=x>|<b>|</b>|<i class='x'>|</i>|<br>|<br/>|<hr>|<a href=x>|</a>".split("|"),
    *"<ul>|</ul>|<li>|</li>|<ol>|<dl>|</dl>|<dt>|<dd>|<table>|</table>|<tr>|<td>|<th>|</td>|<caption>".split("|"),
    *"<h1>|</h1>|<h2 id=a>|</h2>|<div>|</div>|<section>|</section>|<figure>|<figcaption>|</figure>".split("|"),
    *"<img alt=\"A b\" src=x>|<img alt=d title='e f'>|<input placeholder=g>|<div title='h i'>|<p title=\"a>b\">".split(
        "|"
    ),
    *"<!-- c -->|<!-- polypub: skip -->|<!-- polypub: off -->|<!-- polypub: on -->|<!--[if IE]><p>x<![endif]-->".split(
        "|"
    ),
    *"<!doctype html>|<?php x ?>|<![CDATA[x]]>|<![if a]>|</ x>|<!>|<!-->|<a title='>|\">|='|<tbody>|</x-y>".split("|"),
    *"<script>|</script>|<style>|</style>|if (a<b && c>d)|<pre>|</pre>|<textarea>|</textarea>|<svg>|<title>".split("|"),
    *"<p translate=no>|<span translate=no>|<b translate=yes>|</span>|<code>|</code>|&amp;|&lt;|&nbsp;|a < b|<3".split(
        "|"
    ),
    *"<|>|<a |<!--|-->|<x-y>|<body>|</body>|</html>|<select><option>|</select>|<button>|</button>|</svg>".split("|"),
)
PIECES = st.lists(st.sampled_from(_ATOMS), max_size=14).map("".join)
"""Texts that browsers read, whatever they make of them."""
