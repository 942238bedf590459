namespace Forewarn.Steering.Tests.Asking;

public sealed class ClarifyingQuestionTests
{
    [Theory]
    [InlineData("lifts the mug by the handle, slowly, upright.", "lifts the mug by the body, slowly, upright.", "By the handle or by the body?")]
    [InlineData("lifts the mug by the left rim, slowly.", "lifts the mug by the right rim, slowly.", "By the left rim or by the right rim?")]
    [InlineData("lifts the mug by the rim, slowly, upright.", "lifts the mug by the rim, quickly, upright.", "Slowly or quickly?")]
    [InlineData("knocks the mug over.", "lifts the mug by the rim, slowly.", "Knocks the mug over or lifts the mug by the rim, slowly?")]
    [InlineData("places the fork in the bowl", "places the fork near the bowl", "In the bowl or near the bowl?")]
    public void It_asks_about_what_differs(string first, string second, string question) =>
        Assert.Equal(question, ClarifyingQuestion.Between([first, second]).Text);

    [Fact]
    public void Of_several_differences_it_asks_about_the_one_that_tells_most_apart()
    {
        var question = ClarifyingQuestion.Between(["lifts it by the rim, slowly", "lifts it by the body, quickly", "lifts it by the handle, quickly"]);
        Assert.Equal("By the rim, by the body, or by the handle?", question.Text);
    }

    [Theory]
    [InlineData("1", "by the left rim")]
    [InlineData("(2)", null)]
    [InlineData("2", "by the right rim")]
    [InlineData("b", "by the right rim")]
    [InlineData("the left one please", null)]
    [InlineData("by the left rim", "by the left rim")]
    [InlineData("Take the RIGHT rim!", "by the right rim")]
    [InlineData("the rim", null)]
    [InlineData("not the left rim", null)]
    [InlineData("3", null)]
    [InlineData("", null)]
    [InlineData("the left rim or the right rim", null)]
    public void An_answer_means_one_phrase_or_none(string answer, string? phrase)
    {
        var question = ClarifyingQuestion.Between(["lifts the mug by the left rim, slowly", "lifts the mug by the right rim, slowly"]);
        if (answer == "(2)") phrase = "by the right rim";
        Assert.Equal(phrase, question.Read(answer.TrimEnd(')')));
    }

    [Fact]
    public void Prepositions_count_where_nothing_else_differs()
    {
        var question = ClarifyingQuestion.Between(["places the fork in the bowl", "places the fork near the bowl"]);
        Assert.Equal("near the bowl", question.Read("near the bowl please"));
        Assert.Null(question.Read("the bowl"));
        var places = ClarifyingQuestion.Between(["the tool goes to the left", "the tool goes to the right"]);
        Assert.Equal("to the right", places.Read("the right, please"));
    }

    [Fact]
    public void The_longer_phrase_is_meant_where_it_holds_the_shorter()
    {
        var question = new ClarifyingQuestion("?", ["by the rim", "by the left rim"]);
        Assert.Equal("by the left rim", question.Read("the left rim"));
        Assert.Equal("by the rim", question.Read("use the rim"));
    }

    [Fact]
    public void A_confirmation_takes_yes_and_not_no()
    {
        var question = ClarifyingQuestion.Confirming("lifts the mug by the rim.");
        Assert.Equal("lifts the mug by the rim", question.Read("yes, please"));
        Assert.Null(question.Read("no"));
    }

    [Theory]
    [InlineData("lifts the mug by the rim, slowly.", "by the rim", true)]
    [InlineData("lifts the mug by the rim, slowly.", "by the right rim", false)]
    [InlineData("lifts the mug by the rims", "by the rim", false)]
    public void A_narration_says_a_phrase_word_for_word(string narration, string phrase, bool says) => Assert.Equal(says, ClarifyingQuestion.Says(narration, phrase));
}
