namespace Forewarn.Verifier.Templates;

/// <summary>
/// Cuts a template into text, outputs and statements. As chat templates are rendered: the first line end behind a statement and the
/// blanks before it in its line are dropped; a minus inside a delimiter drops all white space on its side.
/// </summary>
internal static class TemplateSplitter
{
    /// <exception cref="TemplateFault">A delimiter is not closed.</exception>
    public static List<TemplatePart> Split(string text)
    {
        var parts = new List<TemplatePart>();
        int at = 0;
        bool trimStart = false, afterBlock = false;
        while (at <= text.Length)
        {
            int open = Next(text, at);
            string plain = text[at..(open < 0 ? text.Length : open)];
            if (trimStart) plain = plain.TrimStart();
            else if (afterBlock) plain = WithoutLineEnd(plain);
            if (open < 0)
            {
                Add(PartKind.Text, plain, at);
                break;
            }
            char kind = text[open + 1];
            char before = open + 2 < text.Length ? text[open + 2] : ' ';
            if (before == '-') plain = plain.TrimEnd();
            else if ((kind is '%' or '#') && before != '+' && IsIndent(text, open)) plain = plain.TrimEnd(' ', '\t');
            Add(PartKind.Text, plain, at);
            int close = Close(text, open, kind);
            int start = open + 2 + (before is '-' or '+' ? 1 : 0);
            trimStart = text[close - 1] == '-';
            int end = close - (trimStart || text[close - 1] == '+' ? 1 : 0);
            if (kind != '#') Add(kind == '{' ? PartKind.Output : PartKind.Statement, text[start..Math.Max(start, end)].Trim(), open);
            afterBlock = (kind is '%' or '#') && text[close - 1] != '+';
            at = close + 2;
        }
        return parts;

        void Add(PartKind kind, string content, int position)
        {
            if (kind != PartKind.Text || content.Length > 0) parts.Add(new(kind, content, Line(text, position)));
        }
    }

    private static int Line(string text, int position) => 1 + text.AsSpan(0, position).Count('\n');

    private static int Next(string text, int from)
    {
        for (int i = from; i + 1 < text.Length; i++)
            if (text[i] == '{' && (text[i + 1] is '{' or '%' or '#')) return i;
        return -1;
    }

    /// <summary>Position of the closing delimiter; quotes hide one inside a text.</summary>
    private static int Close(string text, int open, char kind)
    {
        string wanted = kind == '{' ? "}}" : kind + "}";
        char quote = '\0';
        int depth = 0;
        for (int i = open + 2; i + 1 < text.Length; i++)
        {
            char c = text[i];
            if (kind != '#' && quote != '\0')
            {
                if (c == '\\') i++;
                else if (c == quote) quote = '\0';
                continue;
            }
            if (kind != '#' && (c is '\'' or '"')) quote = c;
            else if (depth == 0 && c == wanted[0] && text[i + 1] == wanted[1]) return i;
            else if (kind == '{' && c == '{') depth++;
            else if (kind == '{' && c == '}') depth--;
        }
        throw new TemplateFault($"'{text[open..(open + 2)]}' without its '{wanted}'", Line(text, open));
    }

    private static string WithoutLineEnd(string text) => text.StartsWith("\r\n", StringComparison.Ordinal) ? text[2..]
        : text.StartsWith('\n') ? text[1..] : text;

    /// <summary>Whether nothing but blanks stands before a position in its line.</summary>
    private static bool IsIndent(string text, int position)
    {
        int start = position == 0 ? 0 : text.LastIndexOf('\n', position - 1) + 1;
        return text.AsSpan(start, position - start).Trim(" \t").IsEmpty;
    }
}
