using Forewarn.Cli.Output;
using Forewarn.Lab.Composition;

namespace Forewarn.Lab.Tests;

/// <summary>One command line of the training program, run in this process.</summary>
internal sealed record LabRun(int Exit, string Output, string Error)
{
    public static Task<LabRun> Of(params IEnumerable<string> words) => Of(TimeProvider.System, words);

    public static async Task<LabRun> Of(TimeProvider time, params IEnumerable<string> words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exit = await LabProgram.Create().RunAsync([.. words], Terminal.Over(output, error), time);
        return new(exit, output.ToString(), error.ToString());
    }

    /// <summary>This run, which must have gone well.</summary>
    public LabRun Done()
    {
        Assert.True(Exit == 0, $"exit {Exit}: {Error}\n{Output}");
        Assert.Empty(Error);
        return this;
    }

    /// <summary>This run, which must have been refused as wrong usage in one line that names all of <paramref name="parts"/>.</summary>
    public LabRun Refused(params IEnumerable<string> parts)
    {
        Assert.True(Exit == 2, $"exit {Exit}: {Error}\n{Output}");
        Assert.Single(Error.TrimEnd().Split('\n'));
        foreach (string part in parts) Assert.Contains(part, Error, StringComparison.Ordinal);
        return this;
    }

    /// <summary>The run folder that a training said it used.</summary>
    public string Folder => Output.Split('\n').Single(line => line.StartsWith("run folder: ", StringComparison.Ordinal))[12..].Trim();
}
