namespace Forewarn.Verifier.Templates;

/// <summary>What a stretch of a template is.</summary>
internal enum PartKind
{
    Text,

    /// <summary><c>{{ … }}</c>.</summary>
    Output,

    /// <summary><c>{% … %}</c>.</summary>
    Statement,
}

/// <summary>One stretch of a template, delimiters and trimmed white space taken off.</summary>
/// <param name="Line">Line it starts in, from 1.</param>
internal readonly record struct TemplatePart(PartKind Kind, string Content, int Line);
