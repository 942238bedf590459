namespace Forewarn.Verifier.Templates;

internal enum TokenKind
{
    Name,
    Text,
    Number,
    Symbol,
    End,
}

/// <param name="Text">The name, the text without its quotes, the digits, or the symbol.</param>
internal readonly record struct ExpressionToken(TokenKind Kind, string Text);
