using System.Globalization;

namespace Forewarn.Verifier.Templates;

/// <summary>Reads one expression into a function of the names in scope; precedence as in Jinja.</summary>
internal sealed class ExpressionParser(TemplatePart part)
{
    private readonly List<ExpressionToken> _tokens = ExpressionLexer.Read(part);
    private int _at;

    public ExpressionToken Current => _tokens[_at];

    public bool AtEnd => Current.Kind == TokenKind.End;

    /// <summary>A whole expression, with <c>a if b else c</c>.</summary>
    public Func<TemplateScope, object?> Expression()
    {
        var value = Or();
        if (!TakeName("if")) return value;
        var condition = Or();
        var otherwise = TakeName("else") ? Expression() : _ => Undefined.Of("else");
        return scope => TemplateValue.IsTrue(condition(scope)) ? value(scope) : otherwise(scope);
    }

    /// <summary>What a loop goes over: an expression whose <c>if</c> belongs to the loop.</summary>
    public Func<TemplateScope, object?> Source() => Or();

    /// <summary>An expression, or several with commas as a list.</summary>
    public Func<TemplateScope, object?> Expressions()
    {
        var first = Expression();
        if (!IsSymbol(",")) return first;
        List<Func<TemplateScope, object?>> items = [first];
        while (TakeSymbol(",")) if (!AtEnd) items.Add(Expression());
        return scope => items.Select(i => i(scope)).ToList();
    }

    public string Name()
    {
        if (Current.Kind != TokenKind.Name) throw Unexpected("a name");
        return _tokens[_at++].Text;
    }

    public bool TakeName(string name)
    {
        if (Current.Kind != TokenKind.Name || Current.Text != name) return false;
        _at++;
        return true;
    }

    public bool TakeSymbol(string symbol)
    {
        if (!IsSymbol(symbol)) return false;
        _at++;
        return true;
    }

    public void Require(string symbol)
    {
        if (!TakeSymbol(symbol)) throw Unexpected($"'{symbol}'");
    }

    /// <exception cref="TemplateFault">Something stands behind the expression.</exception>
    public void End()
    {
        if (!AtEnd) throw Unexpected("the end");
    }

    public TemplateFault Unexpected(string wanted) =>
        new($"{(AtEnd ? "the end" : $"'{Current.Text}'")} where {wanted} was expected in '{part.Content}'", part.Line);

    private Func<TemplateScope, object?> Or()
    {
        var left = And();
        while (TakeName("or"))
        {
            var (first, second) = (left, And());
            left = scope => first(scope) is var value && TemplateValue.IsTrue(value) ? value : second(scope);
        }
        return left;
    }

    private Func<TemplateScope, object?> And()
    {
        var left = Not();
        while (TakeName("and"))
        {
            var (first, second) = (left, Not());
            left = scope => first(scope) is var value && TemplateValue.IsTrue(value) ? second(scope) : value;
        }
        return left;
    }

    private Func<TemplateScope, object?> Not()
    {
        if (!TakeName("not")) return Comparison();
        var value = Not();
        return scope => !TemplateValue.IsTrue(value(scope));
    }

    private Func<TemplateScope, object?> Comparison()
    {
        var left = Sum();
        while (true)
        {
            string? op = Current is { Kind: TokenKind.Symbol, Text: "==" or "!=" or "<" or ">" or "<=" or ">=" } ? _tokens[_at++].Text
                : TakeName("in") ? "in"
                : Current is { Kind: TokenKind.Name, Text: "not" } && _tokens[_at + 1] is { Kind: TokenKind.Name, Text: "in" } ? "not in" : null;
            if (op is null) return left;
            if (op == "not in") _at += 2;
            left = Binary(op, left, Sum());
        }
    }

    private Func<TemplateScope, object?> Sum() => Chain(Joined, "+", "-");

    private Func<TemplateScope, object?> Joined() => Chain(Product, "~");

    private Func<TemplateScope, object?> Product() => Chain(Unary, "*", "/", "//", "%");

    private Func<TemplateScope, object?> Chain(Func<Func<TemplateScope, object?>> next, params string[] symbols)
    {
        var left = next();
        while (Current.Kind == TokenKind.Symbol && symbols.Contains(Current.Text)) left = Binary(_tokens[_at++].Text, left, next());
        return left;
    }

    private Func<TemplateScope, object?> Unary()
    {
        if (TakeSymbol("-"))
        {
            var value = Unary();
            return Guarded(scope => TemplateOperators.Apply("-", 0L, value(scope)));
        }
        return TakeSymbol("+") ? Unary() : Filtered(Postfix(Primary()));
    }

    /// <summary>Filters and tests, from left to right.</summary>
    private Func<TemplateScope, object?> Filtered(Func<TemplateScope, object?> value)
    {
        while (true)
        {
            if (TakeSymbol("|"))
            {
                var (source, name) = (value, Name());
                var arguments = IsSymbol("(") ? Arguments() : CallArguments.None;
                TemplateFilters.Require(name, part.Line);
                value = Guarded(scope => TemplateFilters.Apply(name, source(scope), arguments.Values(scope), arguments.Named(scope)));
            }
            else if (TakeName("is"))
            {
                bool negated = TakeName("not");
                var (source, name) = (value, Name());
                var arguments = IsSymbol("(") ? Arguments() : StartsValue() ? new CallArguments([Postfix(Primary())], CallArguments.None.ByName) : CallArguments.None;
                TemplateTests.Require(name, part.Line);
                value = Guarded(scope => TemplateTests.Holds(name, source(scope), arguments.Values(scope)) != negated);
            }
            else return value;
        }
    }

    /// <summary>Whether a test's argument follows without parentheses.</summary>
    private bool StartsValue() => Current.Kind is TokenKind.Text or TokenKind.Number
        || (Current.Kind == TokenKind.Name && Current.Text is not ("and" or "or" or "if" or "else" or "is" or "in" or "not"));

    private Func<TemplateScope, object?> Postfix(Func<TemplateScope, object?> value)
    {
        while (true)
        {
            var source = value;
            if (TakeSymbol("."))
            {
                string name = Current.Kind == TokenKind.Number ? _tokens[_at++].Text : Name();
                value = Guarded(scope => TemplateMembers.Attribute(source(scope), name));
            }
            else if (TakeSymbol("[")) value = Index(source);
            else if (IsSymbol("("))
            {
                var arguments = Arguments();
                value = Guarded(scope => source(scope) is TemplateCall call
                    ? call(arguments.Values(scope), arguments.Named(scope))
                    : throw new InvalidOperationException($"{TemplateValue.Kind(source(scope))} cannot be called"));
            }
            else return value;
        }
    }

    private Func<TemplateScope, object?> Index(Func<TemplateScope, object?> source)
    {
        Func<TemplateScope, object?>? start = IsSymbol(":") ? null : Expression(), stop = null, step = null;
        if (TakeSymbol("]")) return Guarded(scope => TemplateMembers.Item(source(scope), start!(scope)));
        Require(":");
        if (!IsSymbol("]") && !IsSymbol(":")) stop = Expression();
        if (TakeSymbol(":") && !IsSymbol("]")) step = Expression();
        Require("]");
        return Guarded(scope => TemplateMembers.Slice(source(scope), start?.Invoke(scope), stop?.Invoke(scope), step?.Invoke(scope)));
    }

    private CallArguments Arguments()
    {
        Require("(");
        var values = new List<Func<TemplateScope, object?>>();
        var named = new Dictionary<string, Func<TemplateScope, object?>>();
        while (!TakeSymbol(")"))
        {
            if (values.Count + named.Count > 0) Require(",");
            if (TakeSymbol(")")) break;
            if (Current.Kind == TokenKind.Name && _tokens[_at + 1] is { Kind: TokenKind.Symbol, Text: "=" })
            {
                string name = Name();
                _at++;
                named[name] = Expression();
            }
            else values.Add(Expression());
        }
        return new(values, named);
    }

    private Func<TemplateScope, object?> Primary()
    {
        var token = _tokens[_at];
        switch (token.Kind)
        {
            case TokenKind.Name:
                _at++;
                return token.Text switch
                {
                    "true" or "True" => _ => true,
                    "false" or "False" => _ => false,
                    "none" or "None" => _ => null,
                    _ => scope => scope[token.Text],
                };
            case TokenKind.Text:
                string text = "";
                while (Current.Kind == TokenKind.Text) text += _tokens[_at++].Text;
                return _ => text;
            case TokenKind.Number:
                _at++;
                object number;
                if (long.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out long whole)) number = whole;
                else if (double.TryParse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double real)) number = real;
                else throw Unexpected("a number");
                return _ => number;
            default:
                if (TakeSymbol("[")) return List("]");
                if (TakeSymbol("{")) return Mapping();
                if (!TakeSymbol("(")) throw Unexpected("a value");
                if (TakeSymbol(")")) return _ => new List<object?>();
                var inner = Expression();
                if (TakeSymbol(")")) return inner;
                Require(",");
                var rest = List(")");
                return scope => (List<object?>)[inner(scope), .. (List<object?>)rest(scope)!];
        }
    }

    private Func<TemplateScope, object?> List(string close)
    {
        var items = new List<Func<TemplateScope, object?>>();
        while (!TakeSymbol(close))
        {
            items.Add(Expression());
            if (!IsSymbol(close)) Require(",");
        }
        return scope => items.Select(i => i(scope)).ToList();
    }

    private Func<TemplateScope, object?> Mapping()
    {
        var items = new List<(Func<TemplateScope, object?> Key, Func<TemplateScope, object?> Value)>();
        while (!TakeSymbol("}"))
        {
            var key = Expression();
            Require(":");
            items.Add((key, Expression()));
            if (!IsSymbol("}")) Require(",");
        }
        return scope => items.ToDictionary(i => TemplateValue.Text(i.Key(scope)), i => i.Value(scope));
    }

    private Func<TemplateScope, object?> Binary(string op, Func<TemplateScope, object?> left, Func<TemplateScope, object?> right) =>
        Guarded(scope => TemplateOperators.Apply(op, left(scope), right(scope)));

    /// <summary>Faults of operations say where the template asked for them.</summary>
    private Func<TemplateScope, object?> Guarded(Func<TemplateScope, object?> value) => scope =>
    {
        try
        {
            return value(scope);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            throw new TemplateFault($"{e.Message} in '{part.Content}'", part.Line);
        }
    };

    private bool IsSymbol(string symbol) => Current.Kind == TokenKind.Symbol && Current.Text == symbol;
}
