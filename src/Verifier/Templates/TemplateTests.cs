using Forewarn.Core;

namespace Forewarn.Verifier.Templates;

/// <summary>What stands behind <c>is</c>.</summary>
internal static class TemplateTests
{
    private static readonly string[] Known =
    [
        "defined", "undefined", "none", "string", "mapping", "sequence", "iterable", "number", "integer", "float", "boolean", "true", "false", "equalto", "eq",
        "==", "ne", "in", "odd", "even", "callable", "lower", "upper", "divisibleby",
    ];

    /// <exception cref="TemplateFault">No such test.</exception>
    public static void Require(string name, int line)
    {
        if (!Known.Contains(name)) throw new TemplateFault($"the test '{name}', which is not known ({NearestName.Advice(name, Known).TrimEnd('.')})", line);
    }

    /// <exception cref="InvalidOperationException">The value does not go with the test.</exception>
    public static bool Holds(string name, object? value, IReadOnlyList<object?> a) => name switch
    {
        "defined" => value is not Undefined,
        "undefined" => value is Undefined,
        "none" => value is null,
        "string" => value is string,
        "mapping" => value is Dictionary<string, object?>,
        "sequence" or "iterable" => value is string or List<object?> or Dictionary<string, object?>,
        "number" => value is long or double,
        "integer" => value is long,
        "float" => value is double,
        "boolean" => value is bool,
        "true" => value is true,
        "false" => value is false,
        "equalto" or "eq" or "==" => TemplateValue.Equals(value, a[0]),
        "ne" => !TemplateValue.Equals(value, a[0]),
        "in" => TemplateValue.Contains(a[0], value),
        "odd" => (long)TemplateValue.Number(value) % 2 != 0,
        "even" => (long)TemplateValue.Number(value) % 2 == 0,
        "divisibleby" => (long)TemplateValue.Number(value) % (long)TemplateValue.Number(a[0]) == 0,
        "callable" => value is TemplateCall,
        "lower" => value is string s && s == s.ToLowerInvariant(),
        "upper" => value is string s && s == s.ToUpperInvariant(),
        _ => throw new InvalidOperationException($"the test '{name}', which is not known"),
    };
}
