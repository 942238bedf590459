namespace Forewarn.Steering.Tests.Asking;

public sealed class ClarifyingQuestionTests
{
    [Theory]
    [InlineData("lifts the mug by the handle, slowly, upright.", "lifts the mug by the body, slowly, upright.", "By the handle, by the body, or something else?")]
    [InlineData("lifts the mug by the left rim, slowly.", "lifts the mug by the right rim, slowly.", "By the left rim, by the right rim, or something else?")]
    [InlineData("lifts the mug by the rim, slowly, upright.", "lifts the mug by the rim, quickly, upright.", "Slowly, quickly, or something else?")]
    [InlineData("knocks the mug over.", "lifts the mug by the rim, slowly.", "Knocks the mug over, lifts the mug by the rim, slowly, or something else?")]
    [InlineData("places the fork in the bowl", "places the fork near the bowl", "In the bowl, near the bowl, or something else?")]
    public void It_asks_about_what_differs(string first, string second, string question) =>
        Assert.Equal(question, ClarifyingQuestion.Between([first, second]).Text);

    [Fact]
    public void Of_several_differences_it_asks_about_the_one_that_tells_most_apart()
    {
        var question = ClarifyingQuestion.Between(["lifts it by the rim, slowly", "lifts it by the body, quickly", "lifts it by the handle, quickly"]);
        Assert.Equal("By the rim, by the body, by the handle, or something else?", question.Text);
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
    [InlineData("3", "something else")]
    [InlineData("Something else!", "something else")]
    [InlineData("neither of them", "something else")]
    [InlineData("no", "something else")]
    [InlineData("4", null)]
    [InlineData("don't take the left rim", null)]
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
        Assert.Equal(ClarifyingQuestion.SomethingElse, question.Read("no"));
        Assert.Equal(ClarifyingQuestion.SomethingElse, question.Read("no, something else please"));
    }

    [Fact]
    public void Plans_of_another_build_than_most_are_named_whole()
    {
        var question = ClarifyingQuestion.Between(
            ["lifts the mug by the handle, slowly, upright.", "touches the mug but it slips away.", "lifts the mug by the rim, fast, upright."]);
        Assert.Equal(["by the handle", "touches the mug but it slips away", "by the rim", "something else"], question.Answers);
    }

    [Fact]
    public void What_is_not_known_is_said_with_the_nearest_known()
    {
        string[] texts = ["lifts the mug by the handle, slowly.", "lifts the mug by the body, slowly."];
        Assert.Equal("I do not know the word 'chug' (nearest known: 'mug'). Which of these: by the handle, by the body, or something else?",
            ClarifyingQuestion.About([new("chug", ["mug"])], texts).Text);
        Assert.StartsWith("I do not know the words 'chug' (nearest known: 'mug', 'hug'), 'doohickey'. Which",
            ClarifyingQuestion.About([new("chug", ["mug", "hug"]), new("doohickey", [])], texts).Text);
        var only = ClarifyingQuestion.About([new("chug", ["mug"])], texts[..1]);
        Assert.Equal("I do not know the word 'chug' (nearest known: 'mug'). It lifts the mug by the handle, slowly: is that what you mean?", only.Text);
        Assert.Equal("lifts the mug by the handle, slowly", only.Read("yes"));
    }

    [Theory]
    [InlineData("lifts the mug by the rim, slowly.", "by the rim", true)]
    [InlineData("lifts the mug by the rim, slowly.", "by the right rim", false)]
    [InlineData("lifts the mug by the rims", "by the rim", false)]
    public void A_narration_says_a_phrase_word_for_word(string narration, string phrase, bool says) => Assert.Equal(says, ClarifyingQuestion.Says(narration, phrase));
}
