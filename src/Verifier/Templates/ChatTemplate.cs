using System.Text;
using Forewarn.Core;

namespace Forewarn.Verifier.Templates;

/// <summary>
/// A model's own way of writing a conversation as one text: the part of Jinja that chat templates use, with the environment they are
/// rendered in (blocks trimmed, undefined names empty, <c>raise_exception</c>, <c>namespace</c>, <c>range</c>).
/// </summary>
public sealed class ChatTemplate
{
    private readonly TemplateStatement _body;
    private readonly string _source;

    private ChatTemplate(TemplateStatement body, string source) => (_body, _source) = (body, source);

    /// <param name="source">Where it came from, for messages.</param>
    /// <exception cref="ForewarnException">The template does not parse.</exception>
    public static ChatTemplate Parse(string text, string source)
    {
        try
        {
            return new(new TemplateParser(text).Parse(), source);
        }
        catch (TemplateFault fault)
        {
            throw Of(source, fault, "Correct the template, or take the one that came with the model.");
        }
    }

    /// <param name="values">
    /// What the template may name: <c>messages</c>, <c>add_generation_prompt</c>, <c>bos_token</c> and the like; numbers as long or double,
    /// lists as <c>List&lt;object?&gt;</c>, mappings as <c>Dictionary&lt;string, object?&gt;</c>.
    /// </param>
    /// <exception cref="ForewarnException">The template refuses the conversation or cannot be carried out.</exception>
    public string Render(IReadOnlyDictionary<string, object?> values)
    {
        var scope = new TemplateScope();
        foreach (var (name, value) in values) scope[name] = value;
        scope["raise_exception"] = (TemplateCall)((a, _) => throw new TemplateFault($"a refusal, \"{TemplateValue.Text(a[0])}\"", 0));
        scope["namespace"] = (TemplateCall)((_, named) => new Dictionary<string, object?>(named));
        scope["dict"] = (TemplateCall)((_, named) => new Dictionary<string, object?>(named));
        scope["range"] = (TemplateCall)((a, _) => Range([.. a.Select(n => (long)TemplateValue.Number(n))]));
        var output = new StringBuilder();
        try
        {
            _body(scope, output);
        }
        catch (TemplateFault fault)
        {
            throw Of(_source, fault, "Give the conversation another form, or correct the template.");
        }
        return output.ToString();
    }

    private static List<object?> Range(long[] a)
    {
        (long start, long stop, long step) = a.Length switch { 1 => (0, a[0], 1), 2 => (a[0], a[1], 1), _ => (a[0], a[1], a[2]) };
        var items = new List<object?>();
        if (step != 0) for (long i = start; step > 0 ? i < stop : i > stop; i += step) items.Add(i);
        return items;
    }

    private static ForewarnException Of(string source, TemplateFault fault, string fix) => ForewarnException.Of(
        fault.Line > 0 ? $"chat template '{source}', line {fault.Line}" : $"chat template '{source}'",
        fault.Message, "a conversation that it can write", fix, ExitCode.Failed, fault);
}
