namespace Forewarn.Verifier.Templates;

/// <summary>What stands between two values.</summary>
internal static class TemplateOperators
{
    /// <exception cref="InvalidOperationException">The values do not go with the operator.</exception>
    public static object? Apply(string op, object? a, object? b) => op switch
    {
        "==" => TemplateValue.Equals(a, b),
        "!=" => !TemplateValue.Equals(a, b),
        "<" => TemplateValue.Compare(a, b) < 0,
        ">" => TemplateValue.Compare(a, b) > 0,
        "<=" => TemplateValue.Compare(a, b) <= 0,
        ">=" => TemplateValue.Compare(a, b) >= 0,
        "in" => TemplateValue.Contains(b, a),
        "not in" => !TemplateValue.Contains(b, a),
        "~" => TemplateValue.Text(a) + TemplateValue.Text(b),
        "+" when (a, b) is (string x, string y) => x + y,
        "+" when (a, b) is (List<object?> x, List<object?> y) => (List<object?>)[.. x, .. y],
        "*" when (a, b) is (string x, long n) => string.Concat(Enumerable.Repeat(x, (int)Math.Max(0, n))),
        "/" => Divide(a, b),
        _ when (a, b) is (long x, long y) => Whole(op, x, y),
        _ => Real(op, TemplateValue.Number(a), TemplateValue.Number(b)),
    };

    private static object Whole(string op, long x, long y) => op switch
    {
        "+" => x + y,
        "-" => x - y,
        "*" => x * y,
        "//" => y == 0 ? throw new InvalidOperationException("a division by zero") : (long)Math.Floor((double)x / y),
        _ => y == 0 ? throw new InvalidOperationException("a division by zero") : (x % y + y) % y,
    };

    private static object Real(string op, double x, double y) => op switch
    {
        "+" => x + y,
        "-" => x - y,
        "*" => x * y,
        "//" => Math.Floor(x / y),
        _ => x - y * Math.Floor(x / y),
    };

    private static object Divide(object? a, object? b) => TemplateValue.Number(b) == 0
        ? throw new InvalidOperationException("a division by zero")
        : TemplateValue.Number(a) / TemplateValue.Number(b);
}
