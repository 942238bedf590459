namespace Forewarn.Verifier.Templates;

/// <summary>Something a template can call.</summary>
internal delegate object? TemplateCall(IReadOnlyList<object?> arguments, IReadOnlyDictionary<string, object?> named);
