namespace Forewarn.Verifier.Templates;

/// <summary>What a name or attribute stands for that nobody gave: false, empty, and a fault when looked into.</summary>
internal sealed record Undefined(string Name)
{
    public static Undefined Of(string name) => new(name);
}
