namespace Forewarn.Verifier.Templates;

/// <summary>Arguments of a call, filter or test, still to be worked out.</summary>
internal sealed record CallArguments(
    IReadOnlyList<Func<TemplateScope, object?>> Positional, IReadOnlyDictionary<string, Func<TemplateScope, object?>> ByName)
{
    public static CallArguments None { get; } = new([], new Dictionary<string, Func<TemplateScope, object?>>());

    public IReadOnlyList<object?> Values(TemplateScope scope) => [.. Positional.Select(p => p(scope))];

    public IReadOnlyDictionary<string, object?> Named(TemplateScope scope) => ByName.ToDictionary(p => p.Key, p => p.Value(scope));
}
