namespace Forewarn.Verifier.Templates;

/// <summary>How a loop goes on behind a statement.</summary>
internal enum TemplateFlow
{
    Next,
    Continue,
    Break,
}
