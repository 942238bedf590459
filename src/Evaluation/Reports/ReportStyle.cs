namespace Forewarn.Evaluation.Reports;

/// <summary>The report's only style sheet.</summary>
internal static class ReportStyle
{
    public const string Css =
        """
        :root { color-scheme: light dark; --ground: #fbfaf7; --ink: #1d2026; --faint: #666c77; --line: #dcd9d1; --main: #a84a12; --wash: #f3eee4; }
        @media (prefers-color-scheme: dark) {
          :root { --ground: #14161a; --ink: #e9e7e1; --faint: #9a9ea8; --line: #30343c; --main: #f0935a; --wash: #221d18; }
        }
        body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.55 system-ui, "DejaVu Sans", sans-serif; }
        main { max-width: 1180px; margin: 0 auto; padding: 40px 24px 80px; }
        h1 { font-size: 30px; line-height: 1.2; margin: 0 0 12px; }
        h2 { font-size: 20px; margin: 48px 0 8px; padding-top: 16px; border-top: 1px solid var(--line); }
        p { max-width: 76ch; }
        .lead { font-size: 19px; max-width: 68ch; }
        .note, figcaption, dt { color: var(--faint); font-size: 14px; }
        .note { margin: 6px 0 0; }
        figure { margin: 22px 0; }
        figcaption { margin: 0 0 6px; }
        .table figcaption { color: var(--ink); font-weight: 600; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; font-size: 14px; font-variant-numeric: tabular-nums; }
        th, td { padding: 5px 10px; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap; }
        thead th { color: var(--faint); font-weight: 500; }
        td:first-child, th:first-child { text-align: left; padding-left: 0; white-space: normal; min-width: 12em; }
        tr.main td { color: var(--main); font-weight: 600; }
        .confusion tbody th { font-weight: 500; }
        .confusion td { background: color-mix(in srgb, var(--main) calc(var(--share) * 0.6), transparent); text-align: center; min-width: 4em; }
        img { max-width: 100%; height: auto; display: block; border-radius: 4px; margin-bottom: 6px; }
        pre { background: var(--wash); padding: 12px 16px; overflow-x: auto; font-size: 14px; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 20px; font-size: 14px; }
        dd { margin: 0; overflow-wrap: anywhere; }
        .chart { width: 100%; height: auto; font-size: 13px; fill: var(--ink); }
        .chart .grid { stroke: var(--line); stroke-width: 1; }
        .chart .tick, .chart .value { fill: var(--faint); font-variant-numeric: tabular-nums; }
        .chart .plain line { stroke: var(--faint); stroke-width: 2; }
        .chart .plain circle { fill: var(--faint); }
        .chart .main line { stroke: var(--main); stroke-width: 3; }
        .chart .main circle, .chart .main text, .chart .main .value { fill: var(--main); font-weight: 600; }
        .chart polyline { fill: none; stroke-width: 2.5; }
        .chart polygon { stroke: none; opacity: 0.18; }
        .chart .good polyline { stroke: var(--faint); }
        .chart .curve polyline { stroke: var(--main); }
        .chart .good polygon, .chart .good text { fill: var(--faint); }
        .chart .bad polyline { stroke: var(--main); }
        .chart .bad polygon, .chart .bad text { fill: var(--main); }
        .chart .threshold { stroke: var(--ink); stroke-width: 1; stroke-dasharray: 5 4; }
        """;
}
