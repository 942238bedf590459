using Microsoft.CodeAnalysis;

namespace Forewarn.Messages.Tests.Generator;

public sealed class IncrementalityTests
{
    private static readonly (string Path, string Text)[] Package =
        [("/p/a_msgs/msg/A.msg", "int8 a"), ("/p/a_msgs/msg/B.msg", "A a"), ("/p/a_msgs/msg/C.msg", "int8 c"), ("/p/notes.txt", "x")];

    [Fact]
    public void An_edit_of_code_runs_nothing_again()
    {
        var run = new GeneratorRun(Package);
        run.Compile("class Program { void Edited() { } }");
        Assert.All(Reasons(run, "Definitions"), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.All(Reasons(run, "Generation"), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.All(Outputs(run), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void An_edit_of_a_definition_rewrites_what_it_changes()
    {
        var run = new GeneratorRun(Package);
        Assert.Equal(3, Outputs(run).Count);
        run.Edit("/p/a_msgs/msg/A.msg", "int16 a");
        run.Compile("class Program { }");
        Assert.Single(Reasons(run, "Generation"), reason => reason == IncrementalStepRunReason.Modified);
        // A itself, and B, whose hash and definition text contain it.
        Assert.Equal(2, Outputs(run).Count(reason => reason == IncrementalStepRunReason.Modified));
        Assert.Equal(1, Outputs(run).Count(reason => reason == IncrementalStepRunReason.Cached));
    }

    [Fact]
    public void Other_additional_files_are_none_of_its_business()
    {
        var run = new GeneratorRun(Package);
        run.Edit("/p/notes.txt", "y");
        run.Compile("class Program { }");
        Assert.All(Reasons(run, "Generation"), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    private static List<IncrementalStepRunReason> Reasons(GeneratorRun run, string step) =>
        [.. run.Result.TrackedSteps[step].SelectMany(one => one.Outputs).Select(output => output.Reason)];

    private static List<IncrementalStepRunReason> Outputs(GeneratorRun run) =>
        [.. run.Result.TrackedOutputSteps.SelectMany(one => one.Value).SelectMany(one => one.Outputs).Select(output => output.Reason)];
}
