using System.Text;

namespace Forewarn.Messages.Generator;

/// <summary>A C# text that grows line by line, indented by its braces.</summary>
internal sealed class SourceText
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public SourceText Line(string line = "")
    {
        if (line == "}") _depth--;
        if (line.Length > 0) _text.Append(' ', 4 * _depth).Append(line);
        _text.Append('\n');
        if (line == "{") _depth++;
        return this;
    }

    public SourceText Open(string head) => Line(head).Line("{");

    public SourceText Close() => Line("}");

    public SourceText Document(string text) => Line("/// <summary>" + Escape(text) + "</summary>");

    public override string ToString() => _text.ToString();

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
