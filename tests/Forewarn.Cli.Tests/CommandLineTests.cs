using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Output;
using Forewarn.Core;

namespace Forewarn.Cli.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData(ExitCode.Failed)]
    [InlineData(ExitCode.Usage)]
    [InlineData(ExitCode.Environment)]
    public async Task A_fault_is_one_line_and_its_own_exit_code(ExitCode code)
    {
        var (exit, output, error) = await Run(["play"], new PlayVerb(_ => throw new ForewarnException("the mug:\nis gone", code)));
        Assert.Equal((int)code, exit);
        Assert.Equal("the mug: is gone", error.TrimEnd());
        Assert.Empty(output);
    }

    [Fact]
    public async Task An_interrupted_verb_has_failed()
    {
        var (exit, _, error) = await Run(["play"], new PlayVerb(_ => throw new OperationCanceledException()));
        Assert.Equal((1, "Interrupted."), (exit, error.TrimEnd()));
    }

    [Theory]
    [InlineData("plai", "Unknown verb 'plai'. Did you mean 'play'?")]
    [InlineData("play --sead 3", "Unknown option '--sead'. Did you mean '--seed'?")]
    [InlineData("trian", "Unknown verb 'trian'. Did you mean 'train'?")]
    [InlineData("train", "'train' is a verb of another program: start it with ./forewarn train.")]
    [InlineData("play --seed many", "many")]
    public async Task A_misspelled_line_is_answered_with_the_nearest_name(string line, string answer)
    {
        var (exit, _, error) = await Run(line.Split(' '), new PlayVerb(_ => 0));
        Assert.Equal((int)ExitCode.Usage, exit);
        Assert.Contains(answer, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Help_shows_verbs_and_examples()
    {
        var (exit, output, _) = await Run(["--help"], new PlayVerb(_ => 0));
        Assert.Equal(0, exit);
        foreach (string part in new[] { "play", "Plays.", "Examples:", "./forewarn doctor", "train" })
        {
            Assert.Contains(part, output, StringComparison.Ordinal);
        }

        (_, output, _) = await Run(["play", "--seed", "many", "--help"], new PlayVerb(_ => 0));
        Assert.Contains("./forewarn play --seed 3   plays scene 3", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_and_configurations_may_mix()
    {
        var seen = new List<string>();
        var (exit, _, error) = await Run(
            ["play", "--config", "cup", "debug", "steering.modes=2", "--seed", "5", "steering.proposals=9"], new PlayVerb(play =>
            {
                seen.AddRange([.. play.Options.ConfigNames(play.Line), .. play.Options.Settings(play.Line)]);
                return (int)play.Options.Seed(play.Line, 0);
            }));
        Assert.Equal((5, ""), (exit, error));
        Assert.Equal(["cup", "debug", "steering.modes=2", "steering.proposals=9"], seen);
    }

    [Fact]
    public async Task A_stray_word_is_no_setting()
    {
        var (exit, _, error) = await Run(["play", "debug"], new PlayVerb(play => play.Options.Settings(play.Line).Count));
        Assert.Equal((int)ExitCode.Usage, exit);
        Assert.Contains("'debug'", error, StringComparison.Ordinal);
    }

    private static async Task<(int Exit, string Output, string Error)> Run(string[] arguments, IVerb verb)
    {
        using StringWriter output = new(), error = new();
        var program = new ForewarnProgram("A test.", [verb], CliSections.Schema)
        {
            Elsewhere = new Dictionary<string, string> { ["train"] = "train a model" },
        };
        int exit = await program.RunAsync(arguments, Terminal.Over(output, error));
        return (exit, output.ToString(), error.ToString());
    }

    private sealed record Play(ParseResult Line, CommonOptions Options);

    private sealed class PlayVerb(Func<Play, int> work) : IVerb
    {
        public IReadOnlyList<VerbExample> Examples { get; } = [new("play --seed 3", "plays scene 3")];

        public Command Define(Session session)
        {
            var command = new Command("play", "Plays.");
            var options = new CommonOptions().AddConfig(command).AddSeed(command);
            command.SetAction(line => work(new Play(line, options)));
            return command;
        }
    }
}
