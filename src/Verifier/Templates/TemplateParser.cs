using System.Text;

namespace Forewarn.Verifier.Templates;

/// <summary>Reads a whole template into one statement.</summary>
internal sealed class TemplateParser(string text)
{
    private readonly List<TemplatePart> _parts = TemplateSplitter.Split(text);
    private int _at;

    /// <exception cref="TemplateFault">The template does not parse.</exception>
    public TemplateStatement Parse()
    {
        var all = Body(out string? end);
        return end is null ? all : throw new TemplateFault($"'{end}' without its beginning", _parts[_at - 1].Line);
    }

    /// <summary>Statements up to one of the words that end or divide a block, which is taken.</summary>
    private TemplateStatement Body(out string? end)
    {
        var statements = new List<TemplateStatement>();
        for (end = null; _at < _parts.Count;)
        {
            var part = _parts[_at++];
            if (part.Kind == PartKind.Text) statements.Add(Write(part.Content));
            else if (part.Kind == PartKind.Output) statements.Add(Output(part));
            else
            {
                var reader = new ExpressionParser(part);
                string word = reader.Name();
                if (word is "endif" or "else" or "elif" or "endfor" or "endset" or "endmacro" or "endgeneration" or "endcall" or "endfilter")
                {
                    end = word;
                    break;
                }
                statements.Add(Statement(word, reader, part));
            }
        }
        return (scope, output) =>
        {
            foreach (var statement in statements)
                if (statement(scope, output) is var flow and not TemplateFlow.Next) return flow;
            return TemplateFlow.Next;
        };
    }

    private TemplateStatement Statement(string word, ExpressionParser reader, TemplatePart part) => word switch
    {
        "if" => If(reader, part),
        "for" => For(reader, part),
        "set" => Set(reader, part),
        "macro" => Macro(reader, part),
        "generation" => Generation(part),
        "break" => (_, _) => TemplateFlow.Break,
        "continue" => (_, _) => TemplateFlow.Continue,
        _ => throw new TemplateFault($"the statement '{word}', which is not known", part.Line),
    };

    private TemplateStatement If(ExpressionParser reader, TemplatePart part)
    {
        var condition = reader.Expression();
        reader.End();
        var then = Body(out string? end);
        TemplateStatement? otherwise = null;
        if (end == "elif") otherwise = If(Again(), _parts[_at - 1]);
        else if (end == "else") otherwise = Closed("endif", part);
        else if (end != "endif") throw Open("if", "endif", part);
        return (scope, output) => TemplateValue.IsTrue(condition(scope)) ? then(scope, output) : otherwise?.Invoke(scope, output) ?? TemplateFlow.Next;
    }

    /// <summary>The part just taken, behind its word.</summary>
    private ExpressionParser Again()
    {
        var reader = new ExpressionParser(_parts[_at - 1]);
        reader.Name();
        return reader;
    }

    private TemplateStatement For(ExpressionParser reader, TemplatePart part)
    {
        List<string> names = [reader.Name()];
        while (reader.TakeSymbol(",")) names.Add(reader.Name());
        if (!reader.TakeName("in")) throw reader.Unexpected("'in'");
        var source = reader.Source();
        var wanted = reader.TakeName("if") ? reader.Expression() : null;
        reader.End();
        var body = Body(out string? end);
        TemplateStatement? otherwise = end == "else" ? Closed("endfor", part) : end == "endfor" ? null : throw Open("for", "endfor", part);
        return (scope, output) =>
        {
            var rounds = Rounds(part, source(scope), names, scope, wanted);
            if (rounds.Count == 0) return otherwise?.Invoke(scope, output) ?? TemplateFlow.Next;
            for (int i = 0; i < rounds.Count; i++)
            {
                rounds[i].Scope["loop"] = Loop(rounds, i);
                if (body(rounds[i].Scope, output) == TemplateFlow.Break) break;
            }
            return TemplateFlow.Next;
        };
    }

    private static List<(TemplateScope Scope, object? Item)> Rounds(
        TemplatePart part, object? source, List<string> names, TemplateScope outer, Func<TemplateScope, object?>? wanted)
    {
        IReadOnlyList<object?> items;
        try
        {
            items = TemplateValue.Items(source);
        }
        catch (InvalidOperationException e)
        {
            throw new TemplateFault($"{e.Message} in '{part.Content}'", part.Line);
        }
        var rounds = new List<(TemplateScope, object?)>();
        foreach (object? item in items)
        {
            var scope = new TemplateScope(outer);
            Unpack(part, names, item, (name, value) => scope[name] = value);
            if (wanted is null || TemplateValue.IsTrue(wanted(scope))) rounds.Add((scope, item));
        }
        return rounds;
    }

    private static Dictionary<string, object?> Loop(List<(TemplateScope Scope, object? Item)> rounds, int i) => new()
    {
        ["index"] = i + 1L, ["index0"] = (long)i, ["revindex"] = (long)(rounds.Count - i), ["revindex0"] = rounds.Count - i - 1L,
        ["first"] = i == 0, ["last"] = i == rounds.Count - 1, ["length"] = (long)rounds.Count,
        ["previtem"] = i > 0 ? rounds[i - 1].Item : Undefined.Of("previtem"),
        ["nextitem"] = i + 1 < rounds.Count ? rounds[i + 1].Item : Undefined.Of("nextitem"),
    };

    private TemplateStatement Set(ExpressionParser reader, TemplatePart part)
    {
        List<string> names = [reader.Name()];
        string? member = reader.TakeSymbol(".") ? reader.Name() : null;
        while (reader.TakeSymbol(",")) names.Add(reader.Name());
        if (reader.AtEnd)
        {
            var body = Closed("endset", part);
            return (scope, output) =>
            {
                var said = new StringBuilder();
                body(scope, said);
                scope[names[0]] = said.ToString();
                return TemplateFlow.Next;
            };
        }
        reader.Require("=");
        var value = reader.Expressions();
        reader.End();
        return (scope, _) =>
        {
            if (member is null) Unpack(part, names, value(scope), (name, item) => scope[name] = item);
            else if (scope[names[0]] is Dictionary<string, object?> space) space[member] = value(scope);
            else throw new TemplateFault($"'{names[0]}' is no namespace in '{part.Content}'", part.Line);
            return TemplateFlow.Next;
        };
    }

    private TemplateStatement Macro(ExpressionParser reader, TemplatePart part)
    {
        string name = reader.Name();
        reader.Require("(");
        var parameters = new List<(string Name, Func<TemplateScope, object?>? Default)>();
        while (!reader.TakeSymbol(")"))
        {
            if (parameters.Count > 0) reader.Require(",");
            string parameter = reader.Name();
            parameters.Add((parameter, reader.TakeSymbol("=") ? reader.Expression() : null));
        }
        reader.End();
        var body = Closed("endmacro", part);
        return (scope, _) =>
        {
            scope[name] = (TemplateCall)((arguments, named) =>
            {
                var inner = new TemplateScope(scope);
                for (int i = 0; i < parameters.Count; i++)
                    inner[parameters[i].Name] = i < arguments.Count ? arguments[i]
                        : named.TryGetValue(parameters[i].Name, out object? given) ? given
                        : parameters[i].Default is { } preset ? preset(scope) : Undefined.Of(parameters[i].Name);
                var said = new StringBuilder();
                body(inner, said);
                return said.ToString();
            });
            return TemplateFlow.Next;
        };
    }

    /// <summary>Marks what the assistant says, for training; rendering passes it on.</summary>
    private TemplateStatement Generation(TemplatePart part) => Closed("endgeneration", part);

    private TemplateStatement Closed(string word, TemplatePart part)
    {
        var body = Body(out string? end);
        return end == word ? body : throw Open(part.Content, word, part);
    }

    private static TemplateFault Open(string word, string end, TemplatePart part) => new($"'{word}' without its '{end}'", part.Line);

    private static TemplateStatement Write(string content) => (_, output) =>
    {
        output.Append(content);
        return TemplateFlow.Next;
    };

    private static TemplateStatement Output(TemplatePart part)
    {
        var reader = new ExpressionParser(part);
        var value = reader.Expression();
        reader.End();
        return (scope, output) =>
        {
            output.Append(TemplateValue.Text(value(scope)));
            return TemplateFlow.Next;
        };
    }

    private static void Unpack(TemplatePart part, List<string> names, object? value, Action<string, object?> store)
    {
        if (names.Count == 1)
        {
            store(names[0], value);
            return;
        }
        if (value is not List<object?> several || several.Count != names.Count)
            throw new TemplateFault($"{TemplateValue.Kind(value)} for {names.Count} names in '{part.Content}'", part.Line);
        for (int i = 0; i < names.Count; i++) store(names[i], several[i]);
    }
}
