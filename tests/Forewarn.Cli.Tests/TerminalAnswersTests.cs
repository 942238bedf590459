using Forewarn.Cli.Consoles;
using Forewarn.Cli.Output;
using Forewarn.Core;

namespace Forewarn.Cli.Tests;

public sealed class TerminalAnswersTests
{
    private static readonly Decision s_asking = new(
        0, "chug it", "", 0, 1, null, [], [], null, -1, Rung.Hold, "asks", new StageTimings(0, 0, 0, 0, 0, 0, 0), "Which?", ["by the rim", "something else"]);

    private readonly StringWriter _out = new();

    [Fact]
    public void A_given_answer_answers_the_first_question_of_every_scene()
    {
        var answers = new TerminalAnswers(Terminal.Over(_out, _out), "by the rim", new StringReader("never read"));
        for (int scene = 0; scene < 2; scene++)
        {
            answers.Begin();
            Assert.Equal("by the rim", answers.Of(s_asking));
            Assert.Null(answers.Of(s_asking));
        }
    }

    [Fact]
    public void At_a_terminal_the_question_and_its_answers_are_shown_and_a_line_is_read()
    {
        var answers = new TerminalAnswers(Terminal.Over(_out, _out), null, new StringReader(" 1 \n\n"));
        Assert.Equal("1", answers.Of(s_asking));
        Assert.Contains("Asks: Which?", _out.ToString());
        Assert.Contains("   2. something else", _out.ToString());
        Assert.Null(answers.Of(s_asking));
        Assert.Null(answers.Of(s_asking));
    }

    [Fact]
    public void Nobody_there_leaves_the_question_open() => Assert.Null(new TerminalAnswers(Terminal.Over(_out, _out), null).Of(s_asking));
}
