/// How reports look, on paper first (CSS Paged Media) and on a screen when the HTML file is opened by itself.
package enum ReportStyle {
  package static let css = page + text + figures + screen

  private static let page = """
    @page { size: A4; margin: 22mm 19mm 20mm; @top-left { content: string(report-title); font: 8.5pt Inter, "Liberation Sans", sans-serif; color: #49575c; }
      @top-right { content: string(report-marking); font: 600 8.5pt Inter, "Liberation Sans", sans-serif; color: #a3222c; }
      @bottom-left { content: string(report-publisher); font: 8.5pt Inter, "Liberation Sans", sans-serif; color: #49575c; }
      @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 8.5pt Inter, "Liberation Sans", sans-serif; color: #49575c; } }
    @page :first { margin: 0; @top-left { content: none; } @top-right { content: none; } @bottom-left { content: none; } @bottom-right { content: none; } }
    @page wide { size: A4 landscape; }
    .cover h1 { string-set: report-title content(); }
    .cover__publisher { string-set: report-publisher content(); }
    .cover__marking { string-set: report-marking content(); }
    @media print {
      .cover { height: 297mm; padding: 48mm 24mm 24mm; background: #12343b; border-left: 6mm solid #c9a14a; color: #fff; break-after: page; }
      .cover h1 { color: #fff; font-size: 32pt; margin: 0 0 8mm; }
      .cover__publisher { font-size: 13pt; margin: 0 0 26mm; color: #d5e4e6; }
      .cover__subtitle { font-size: 15pt; color: #fff; margin: 0 0 28mm; }
      .cover__facts { border-top: 0.5pt solid #6f9098; padding-top: 6mm; font-size: 10pt; }
      .cover__facts dt { color: #c9dadd; }
      .cover__marking { margin-top: 12mm; font-weight: 600; }
      .cover__notice { margin-top: 4mm; font-size: 10pt; }
      .contents { break-after: page; }
      .contents a::after { content: leader(". ") target-counter(attr(href), page); color: #49575c; }
      .chapter--on-new-page { break-before: page; }
      .page-ref::after { content: ", page " target-counter(attr(href), page); }
      .assessment-figure .chart__title { display: none; }
      .chart__svg { width: auto; max-width: 150mm; max-height: 88mm; }
      .map .chart__svg { max-height: 78mm; }
      .landscape { page: wide; }
      details > :not(summary) { display: block; }
      a { color: inherit; text-decoration: none; }
      .sources a[href^="http"]::after { content: " <" attr(href) ">"; color: #49575c; overflow-wrap: anywhere; }
    }

    """

  private static let text = """
    html { font-family: Inter, "Liberation Sans", "Segoe UI", Arial, sans-serif; font-size: 10pt; line-height: 1.47; color: #1a2629; }
    body { margin: 0; }
    h1, h2, h3, h4 { line-height: 1.25; font-weight: 700; break-after: avoid; color: #12343b; }
    h2 { font-size: 17pt; margin: 9mm 0 3.5mm; padding-bottom: 1.5mm; border-bottom: 1.2pt solid #c9a14a; }
    h3 { font-size: 12.5pt; margin: 6mm 0 2mm; }
    h4 { font-size: 10.5pt; margin: 4mm 0 1mm; }
    p, ul, ol, dl { margin: 0 0 2.8mm; orphans: 3; widows: 3; }
    ul, ol { padding-left: 5.5mm; }
    dl > div { display: flex; gap: 4mm; padding: 0.8mm 0; }
    dt { font-weight: 600; flex: 0 0 48mm; }
    dd { margin: 0; flex: 1; }
    .numbered { position: relative; padding-left: 13mm; }
    .numbered__number { position: absolute; left: 0; top: 0; margin: 0; font-weight: 600; }
    .numbered > div > :first-child { margin-top: 0; }
    .judgement { border-left: 2pt solid #49575c; padding-left: 3mm; font-style: italic; color: #49575c; }
    .card-of-figure { break-inside: avoid; }
    .card-of-figure dl > div { display: grid; grid-template-columns: 30mm 1fr; }
    .finding { border-left: 3pt solid #c9a14a; padding-left: 4mm; font-size: 10.5pt; break-inside: avoid; break-after: avoid; }
    .notice { border: 0.6pt solid #c9d3d4; border-left: 3.5pt solid #0b5872; padding: 2.5mm 4mm; margin: 0 0 4mm; background: #f3f6f5; break-inside: avoid; }
    .notice p:last-child { margin-bottom: 0; }
    .notice__title { font-weight: 600; margin: 0 0 1mm; }
    .contents ul { list-style: none; padding: 0; margin: 0; }
    .contents li { margin: 0 0 1.4mm; font-weight: 600; }
    .contents li ul { margin-top: 1.2mm; }
    .contents li.level-2 { padding-left: 6mm; font-weight: 400; }
    .contents li.level-3 { padding-left: 6mm; font-weight: 400; font-size: 9.5pt; }
    .contents a { color: #12343b; text-decoration: none; }
    .note, .method, .sources { font-size: 9pt; color: #37454a; }
    code { font-family: "Liberation Mono", Menlo, monospace; font-size: 0.88em; overflow-wrap: anywhere; }
    a, dd, td, th { overflow-wrap: break-word; }
    .assessment-figure .table-frame { break-inside: avoid; }
    .assessment-figure .note, .source-line { break-before: avoid; }
    .source-line { font-size: 8.5pt; color: #37454a; margin: 0 0 6mm; }
    .small-print { font-size: 8pt; line-height: 1.4; color: #26363b; margin: 0 0 2mm; }
    .notes-subject { font-size: 9pt; margin: 2mm 0 0.8mm; break-after: avoid; }
    .note-line { margin: 0 0 0.8mm; }
    .annex h3 { font-size: 11pt; margin: 5mm 0 1.5mm; }
    .annex h4 { font-size: 9pt; margin: 2.5mm 0 0.5mm; }
    .annex .sources li { margin-bottom: 1.5mm; }
    .annex .method { font-size: 8.5pt; line-height: 1.4; margin-bottom: 2mm; }
    .annex .method > div { padding: 0.3mm 0; }
    .annex .method dt { flex-basis: 38mm; }
    blockquote { margin: 0 0 3.5mm; padding: 0.5mm 0 0.5mm 4mm; border-left: 2pt solid #8fa6ab; color: #26363b; break-inside: avoid; }
    blockquote p { margin: 0 0 1mm; }
    blockquote footer { font-size: 8.5pt; color: #49575c; }
    ol.findings li { margin-bottom: 2mm; }
    mark { background: #fff1b8; }
    .visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }

    """

  private static let figures = """
    table { width: 100%; border-collapse: collapse; margin: 0 0 5mm; font-size: 9pt; line-height: 1.35; }
    caption { text-align: left; font-weight: 600; font-size: 10pt; padding: 0 0 2mm; break-after: avoid; }
    thead { display: table-header-group; }
    tr { break-inside: avoid; }
    th, td { text-align: left; vertical-align: top; font-weight: 400; padding: 1.1mm 3mm 1.1mm 0; border-bottom: 0.4pt solid #c9d3d4; }
    thead th { font-weight: 600; border-bottom: 1pt solid #56666b; vertical-align: bottom; }
    .table--compact { font-size: 8pt; line-height: 1.3; }
    .table--compact th, .table--compact td { padding: 0.7mm 2.2mm 0.7mm 0; }
    .table--compact .numeric { white-space: normal; }
    .table--compact td:nth-child(n+8):last-child:not(.numeric) { width: 27mm; }
    .annex .table--compact { font-size: 7.5pt; line-height: 1.25; }
    .annex .table--compact th, .annex .table--compact td { padding-top: 0.45mm; padding-bottom: 0.45mm; }
    thead .numeric { white-space: normal; }
    tfoot th, tfoot td { font-weight: 600; border-top: 1pt solid #56666b; border-bottom: 0; }
    .numeric { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
    figure { margin: 0 0 6mm; break-inside: avoid; }
    figcaption { font-weight: 600; font-size: 10pt; margin: 0 0 2mm; }
    figure svg, figure img { max-width: 100%; height: auto; }
    .chart__svg { width: 100%; }
    .chart__note { font-size: 8.5pt; color: #49575c; margin: 1.5mm 0 0; }
    .legend { font-size: 8.5pt; margin: 0 0 2mm; }
    .legend__title { font-weight: 600; margin: 0 0 0.5mm; }
    .legend ul { list-style: none; padding: 0; margin: 0; }
    .legend li { display: inline-block; margin-right: 4mm; }
    .legend .legend__step { margin-right: 0; }
    .swatch { width: 5.5mm; height: 3.5mm; vertical-align: -0.4mm; margin-right: 1.5mm; }
    .stats { display: flex; flex-wrap: wrap; gap: 4mm; margin: 0 0 5mm; }
    .stat { flex: 1 1 45mm; border: 0.5pt solid #c9d3d4; border-top: 2pt solid #12343b; padding: 3mm 4mm; break-inside: avoid; }
    .stat p { margin: 0; }
    .stat__number { font-size: 19pt; font-weight: 700; line-height: 1.2; }
    .stat__note, .stat__link { font-size: 8.5pt; color: #49575c; }
    .map-and-list .map { max-width: 130mm; }
    .tag { font-weight: 600; }

    """

  private static let screen = """
    @media screen {
      html { font-size: 17px; background: #e9eeee; }
      body { max-width: 58rem; margin: 0 auto; background: #fff; padding: 0 clamp(1rem, 5vw, 4rem) 4rem; }
      .cover { margin: 0 calc(-1 * clamp(1rem, 5vw, 4rem)); padding: 3rem clamp(1rem, 5vw, 4rem) 2rem; background: #12343b; border-bottom: 5px solid #c9a14a; color: #fff; }
      .cover h1 { color: #fff; font-size: 2.4rem; margin: 0.4rem 0; }
      .cover__publisher, .cover__facts dt { color: #d5e4e6; }
      .cover__subtitle { font-size: 1.25rem; }
      h2 { font-size: 1.6rem; margin-top: 3rem; } h3 { font-size: 1.2rem; }
      table { font-size: 0.92rem; } caption, figcaption { font-size: 1rem; }
      .chart__note, .note, .method, .sources, .stat__note { font-size: 0.88rem; }
      a { color: #0b5872; }
      .table-frame, .chart__frame { overflow-x: auto; }
    }

    """
}
