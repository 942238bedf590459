namespace Forewarn.Verifier.Templates;

/// <summary>Names and what they stand for; what is not known here is looked up outside.</summary>
internal sealed class TemplateScope(TemplateScope? outer = null)
{
    private readonly Dictionary<string, object?> _values = [];

    public object? this[string name]
    {
        get
        {
            for (var scope = this; scope is not null; scope = scope.Outer)
                if (scope._values.TryGetValue(name, out object? value)) return value;
            return Undefined.Of(name);
        }
        set => _values[name] = value;
    }

    private TemplateScope? Outer { get; } = outer;
}
