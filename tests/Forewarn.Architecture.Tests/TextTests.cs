using System.Text.RegularExpressions;

namespace Forewarn.Architecture.Tests;

/// <summary>Words that do not belong in what is published.</summary>
public sealed class TextTests
{
    private static readonly string[] Kinds =
        ["*.cs", "*.csproj", "*.props", "*.targets", "*.md", "*.yaml", "*.json", "*.xml", "*.c", "*.sh", "forewarn", "run"];

    // Written in pieces, so that this file does not accuse itself.
    private static readonly (string Name, Regex Pattern)[] Banned =
    [
        ("a path of one machine", new Regex(@"(?<![\w.~$}-])/(?:ro" + "ot|wo" + "rk|ho" + @"me)/\w")),
        ("work left undone", new Regex(@"\b(?:TO" + "DO|FIX" + "ME|XX" + @"X)\b")),
        ("an unresolved merge", new Regex("^<<<<<" + "<< ", RegexOptions.Multiline)),
        ("a stub", new Regex("Not" + "ImplementedException")),
        ("a forced collection", new Regex(@"\bGC\.Col" + @"lect\(")),
    ];

    [Fact]
    public void Published_text_is_clean()
    {
        var found =
            from kind in Kinds
            from file in Repository.Files(Repository.Root, kind)
            from accusation in Accuse(File.ReadAllText(file))
            select $"{Repository.Relative(file)}: {accusation}";
        Assert.Empty(found);
    }

    [Theory]
    [InlineData("see /ro" + "ot/x for the log", true)]
    [InlineData("// TO" + "DO: later", true)]
    [InlineData("throw new Not" + "ImplementedException();", true)]
    [InlineData("runs under $HOME/wo" + "rk/x or https://host/ho" + "me/page", false)]
    [InlineData("a home, a root and a work of art", false)]
    public void Planted_words_are_caught(string text, bool caught) => Assert.Equal(caught, Accuse(text).Any());

    private static IEnumerable<string> Accuse(string text) =>
        Banned.Where(rule => rule.Pattern.IsMatch(text)).Select(rule => $"{rule.Name}: {rule.Pattern.Match(text).Value}");
}
