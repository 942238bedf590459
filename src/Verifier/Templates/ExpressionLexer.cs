using System.Text;

namespace Forewarn.Verifier.Templates;

/// <summary>Names, texts, numbers and symbols of one output or statement.</summary>
internal static class ExpressionLexer
{
    private static readonly string[] Symbols =
        ["==", "!=", "<=", ">=", "//", "**", "+", "-", "*", "/", "%", "~", "<", ">", "=", "(", ")", "[", "]", "{", "}", ",", ":", ".", "|"];

    /// <exception cref="TemplateFault">A character that belongs to nothing, or a text without its end.</exception>
    public static List<ExpressionToken> Read(TemplatePart part)
    {
        string text = part.Content;
        var tokens = new List<ExpressionToken>();
        for (int i = 0; i < text.Length;)
        {
            char c = text[i];
            if (char.IsWhiteSpace(c)) i++;
            else if (char.IsLetter(c) || c == '_') Take(TokenKind.Name, char.IsLetterOrDigit, '_');
            else if (char.IsAsciiDigit(c)) Take(TokenKind.Number, char.IsAsciiDigit, '.');
            else if (c is '\'' or '"') tokens.Add(new(TokenKind.Text, Quoted(text, ref i, part.Line)));
            else
            {
                string? symbol = Array.Find(Symbols, s => text.AsSpan(i).StartsWith(s, StringComparison.Ordinal));
                if (symbol is null) throw new TemplateFault($"'{c}', which belongs to nothing", part.Line);
                tokens.Add(new(TokenKind.Symbol, symbol));
                i += symbol.Length;
            }

            void Take(TokenKind kind, Func<char, bool> belongs, char also)
            {
                int start = i;
                while (i < text.Length && (belongs(text[i]) || text[i] == also)) i++;
                // 1.real and 1..2 do not occur; a method on a number does not either.
                tokens.Add(new(kind, text[start..i]));
            }
        }
        tokens.Add(new(TokenKind.End, ""));
        return tokens;
    }

    private static string Quoted(string text, ref int i, int line)
    {
        char quote = text[i++];
        var content = new StringBuilder();
        for (; i < text.Length && text[i] != quote; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                content.Append(text[i]);
                continue;
            }
            content.Append(text[++i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', var other => other });
        }
        if (i == text.Length) throw new TemplateFault("a text without its closing quote", line);
        i++;
        return content.ToString();
    }
}
