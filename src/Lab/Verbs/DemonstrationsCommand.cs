using System.CommandLine;
using System.Globalization;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Learning.Imitation;
using Forewarn.Simulation;

namespace Forewarn.Lab.Verbs;

/// <summary><c>diagnose demos</c>: checks a data set of demonstrations and says what is in it.</summary>
internal sealed class DemonstrationsCommand
{
    private readonly Argument<FileInfo> _file = new("file") { Description = "Data set of collect demos." };

    public Command Define(Session session)
    {
        var command = new Command("demos", "Check a data set of demonstrations and say what is in it.") { _file };
        var options = new CommonOptions().AddJson(command);
        command.SetAction(line => Run(session, line, options));
        return command;
    }

    private int Run(Session session, ParseResult line, CommonOptions options)
    {
        var (set, info, sha256) = TransitionFile.Read(line.GetValue(_file)!.FullName);
        using (var environment = EnvironmentCatalog.Create(info.Environment)) PolicySizes.Require(new(set, info), info.Environment, environment);
        var lengths = Enumerable.Range(0, set.Starts.Count).Select(set.LengthOf).ToArray();
        int ends = set.Continues.Count(0f);
        var terminal = session.Terminal;
        terminal.Line($"{info.Environment}, {info.Quality}: {set.Count} transitions of {lengths.Length} episodes, {lengths.Min()} to {lengths.Max()} steps");
        terminal.Line($"states [{set.StateSize}], actions [{set.ActionSize}], {ends} terminal steps, "
            + (set.HasSnapshots ? $"exact states of {set.Snapshot(0).Length} bytes" : "no exact states"));
        terminal.Line(string.Create(CultureInfo.InvariantCulture,
            $"return {info.Returns.Average():F1}, {info.Returns.Min():F1} to {info.Returns.Max():F1}"));
        terminal.Line($"made by {info.Policy} with seed {info.Seed}: {info.Command}");
        terminal.Line($"sha256 {sha256}");
        JsonReport.Write(options.Json(line), new
        {
            info.Environment, Quality = info.Quality.ToString(), set.Count, set.StateSize, set.ActionSize, Lengths = lengths, info.Returns,
            info.Policy, info.Seed, info.Command, sha256,
        });
        return (int)ExitCode.Done;
    }
}
