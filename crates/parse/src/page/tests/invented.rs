//! Pages of many shapes, made for the purpose.

use super::check;

#[test]
fn plain_and_complete() {
    check("");
    check("Flood");
    check(
        "<!doctype html><html lang=en><head><title>A &amp; B</title></head><body class=x><p>One</p></body></html>\n",
    );
    check("<title>A</title><meta charset=utf-8><h1>B</h1><p>C<p>D<ul><li>E<li>F</ul>");
    check("\n <!-- c --> <p>x</p> <!-- d --></body> <!-- e --> </html> <!-- f --> y");
    check("<html a=1><body b=2>x<html a=3 c=4><body b=5 d=6>");
    check("x<body class=late>y<html lang=de>");
}

#[test]
fn the_order_of_head_and_body() {
    check("<head></head> <script>1</script> <style>2</style>x");
    check("<html><p></p><title>late</title><head><body>");
    check("</head><p>a</body>b</html>c");
    check("<noscript><p>x</p></noscript><p>y<noscript><img></noscript>");
    check("<frameset><frame src=a> b <noframes>c</noframes></frameset> d");
    check("<p>a<frameset>");
    check(" <frameset> x <frame>");
}

#[test]
fn formatting_that_overlaps() {
    check("<p><b>a<i>b</b>c</i>d<p>e");
    check("<b class=x>1<p>2</b>3</p>4");
    check("<a href=1>a<a href=2>b<div>c<a href=3>d</div>e</a>");
    check("<p><b id=1><b id=1><b id=1><b id=1>x<p>y");
    check("<font color=red>a<p>b</font>c<p>d");
    check("<nobr>a<nobr>b<table><td></nobr>c");
    check("<b><em><foo><foob><foob><foob><foob><fooc><fooc><fooc><fooc><food>x</b></em>y");
    check("<a><table><td><a>x</a></table></a>y");
    check("<p><b A=1 b='&amp;'>x<p><b b=\"&amp;\" a=1>y<p>z");
}

#[test]
fn tables_with_things_between() {
    check("<table>a<tr>b<td>c</table>d");
    check("<table><tr><td>1<td>2<tr><th>3<tbody><caption>4<col><colgroup><col>5</table>");
    check("<table> <b>x</b> &amp; y <tr> z\n</table>");
    check("<table><input type=hidden><input><form><td></form>x</table>");
    check("<p><table><p>x</table>y");
    check("<!doctype html><p><table><p>x</table>y");
    check("<table><tr><td><table><td>x</table></table></td>");
    check("<table>\0a\0b\0<tr>\0<td>\0x");
    check("<b><table>1<i>2<tr>3</i>4<td>5</table>6");
}

#[test]
fn forms_lists_and_buttons() {
    check("<form>a<form>b</form>c<div></form>d</div>");
    check("<button>a<button>b<p></button>c");
    check("<ul><li>a<ul><li>b</li></ul><li>c<div><li>d</ul>");
    check("<dl><dt>a<dd>b<dt>c<p>d<dd>e");
    check("<select><option>a<option>b<optgroup>c<option>d<hr><input>e</select>");
    check("<select><p>a<b>c</select>d<select><div><select>e");
    check("<h1>a<h2>b</h1>c</h3>");
    check("<ruby>a<rb>b<rt>c<rtc>d<rp>e</ruby>");
    check("<pre>\n\na</pre><textarea>\nb</textarea><listing>\r\nc</listing><pre>&#10;d");
    check("</p></br><image src=x><isindex>");
}

#[test]
fn foreign_content() {
    check("<svg viewBox='0 0 1 1'><linearGradient id=a /><path d=M0/><title>a<b>c</b></title><p>out");
    check("<svg><style>a<b></style><script>c</script><![CDATA[d<e>&amp;]]>f\0g</svg>h<![CDATA[i]]>");
    check("<math><mi>a<p>b</mi><annotation-xml encoding='text/html'><p>c</annotation-xml><mtext><b>d");
    check("<svg><foreignObject><p>a<table><td>b</foreignObject>c</svg>d");
    check("<svg><image xlink:href=a x=1 /></svg><image src=b>");
    check("<svg><font>a</font><font color=red>b");
    check("<svg xlink:href=x xml:lang=en><g/><a>b</a></svg><math definitionURL=y>");
    check("<svg></p><svg></br><math><mglyph><mi><mglyph>x");
    check("<svg><desc><div>a</desc></div>b");
}

#[test]
fn texts_and_references() {
    check("<p>a &lt;b&gt &notit; &#x80; &#0; x\0y\r\nz\r</p><a title='&copy=1 &amp; &lt\r\n\0'>");
    check("\0<p>\0</p>\0");
    check("<title>\0&amp;</title><style>\0&amp;</style><script>\0</script>");
    check(" \0 <html>");
    check("&#32;&#10;a <frameset>");
    check("<frameset>a b &#32; c</frameset>d e");
    check("<colgroup>a</colgroup><table><colgroup> a b <col>");
    check("<p a=1 A=2 b b=3 c='>' d=\"'\" =e /f>x");
    check("<x-Story DATA-Y=1><Ünïcode ß=1><a\0b c\0d=e\0>");
    check("<plaintext>a</plaintext>&amp;");
    check("<script><!--<script></script>--></script>x<script><!--</script>y");
}

#[test]
fn templates() {
    check("<template><tr><td>a</template><template>b<col>c</template>");
    check("<table><template><tr>a</template><template><p>x</table></template>y");
    check("<template shadowrootmode=open><p>a</template>b");
    check("<div><template><a>x</template>y</a><template>");
}
