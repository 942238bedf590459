using Forewarn.Core;

namespace Forewarn.Verifier.Tests;

public sealed class WishLexiconTests
{
    private static readonly WishLexicon Lexicon = new(["don't", "handle", "mug", "rim", "the", "touch", "use", "slowly"]);

    [Theory]
    [InlineData("Don't touch the RIM!", "don't touch the rim")]
    [InlineData("  use\tthe\n handle ", "use the handle")]
    [InlineData("don\u2019t touch the rim , slowly...", "don't touch the rim, slowly")]
    [InlineData(", use the handle,", "use the handle")]
    public void A_wish_is_read_in_lower_case_words_and_commas(string wish, string read) => Assert.Equal(read, Lexicon.Read(wish));

    [Theory]
    [InlineData("")]
    [InlineData("  \n ")]
    [InlineData("?!")]
    public void A_wish_without_words_is_a_usage_error(string wish)
    {
        var error = Assert.Throws<ForewarnException>(() => Lexicon.Read(wish));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains("no words", error.Message);
    }

    [Fact]
    public void A_wish_beyond_the_limit_is_refused_and_one_at_the_limit_is_not()
    {
        string word = "mug ";
        string atLimit = string.Concat(Enumerable.Repeat(word, WishLexicon.MaxLength / word.Length));
        Assert.NotEmpty(Lexicon.Read(atLimit));
        var error = Assert.Throws<ForewarnException>(() => Lexicon.Read(atLimit + "x"));
        Assert.Contains("1001", error.Message);
        Assert.Equal(ExitCode.Usage, error.ExitCode);
    }

    [Fact]
    public void Unknown_words_are_named_once_each_with_the_nearest_known_ones()
    {
        var error = Assert.Throws<ForewarnException>(() => Lexicon.Read("use the hamdle, the hamdle and the teapot"));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains("'hamdle' (nearest known: 'handle'", error.Message);
        Assert.Contains("'teapot'", error.Message);
        Assert.Contains("'and'", error.Message);
        Assert.Equal(2, error.Message.Split("hamdle").Length);
    }

    [Fact]
    public void Unknown_words_come_with_known_ones_that_may_be_meant_alone()
    {
        var unknown = Lexicon.Unknown("Use the hamdle, then the doohickey and the hamdle");
        Assert.Equal(["hamdle", "then", "doohickey", "and"], unknown.Select(u => u.Word));
        Assert.Equal(["handle"], unknown[0].Nearest);
        Assert.Equal("the", unknown[1].Nearest[0]);
        Assert.Empty(unknown[2].Nearest);
        Assert.Empty(Lexicon.Unknown("don\u2019t touch the RIM, slowly!"));
        foreach (string bad in new[] { "", "?!", new string('x', 1001) })
            Assert.Equal(ExitCode.Usage, Assert.Throws<ForewarnException>(() => Lexicon.Unknown(bad)).ExitCode);
    }

    [Fact]
    public void The_nearest_word_needs_the_fewest_edits()
    {
        Assert.Equal("rim", Lexicon.Nearest("rin", 1).Single());
        Assert.Equal("slowly", Lexicon.Nearest("slow", 1).Single());
        Assert.Equal(3, Lexicon.Nearest("rin").Count);
    }
}
