using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Output;
using Forewarn.Cli.Studies;
using Forewarn.Core;
using Forewarn.Evaluation.Preferences;
using Forewarn.Evaluation.Steering;
using Forewarn.Recording;
using Forewarn.Steering;

namespace Forewarn.Cli.Verbs;

/// <summary><c>data prefs collect</c>: preference records from the simulator, the verifier, or the files of the console.</summary>
internal sealed class PreferencesCollectCommand
{
    private readonly Option<string> _source = Text("--source", "Who labels: operator, verifier or outcome.", "SOURCE", required: true);

    private readonly Option<string> _out = Text("--out", "File to add to; a collection that was stopped goes on after its last pair.", "FILE", required: true);

    private readonly Option<string?> _wish = new("--wish") { Description = "What both plans of a pair are judged by.", HelpName = "WORDS" };

    private readonly Option<int?> _count = new("--count", "-n") { Description = "Pairs to label, ties included (default: 500; operator: all)." };

    private readonly Option<int> _scenes = new("--scenes") { Description = "Number of the first scene.", HelpName = "FROM" };

    private readonly Option<int> _perScene = new("--per-scene") { Description = "Most pairs of one scene.", DefaultValueFactory = _ => 2 };

    private readonly Option<int> _raw = new("--raw") { Description = "Pair this many samples as drawn instead of the modes after clustering." };

    private readonly Option<string> _pick = new("--pick")
    {
        Description = "Pairs of a scene: likely (the verifier expects a difference) or random.",
        DefaultValueFactory = _ => "likely",
    };

    private readonly Option<bool> _ties = new("--ties") { Description = "Keep ties in the file, as rows with \"tie\": true." };

    private readonly Option<string[]> _accept = new("--accept")
    {
        Description = "Outcomes that fulfill the wish; without it the wish is looked up in the wish list.",
        AllowMultipleArgumentsPerToken = true, HelpName = "OUTCOME",
    };

    private readonly Option<string?> _wishes = new("--wishes") { Description = "YAML list of {text, accept, reject, group}.", HelpName = "FILE" };

    private readonly Option<string[]> _from = new("--from")
    {
        Description = "operator: label files, or folders of them.", AllowMultipleArgumentsPerToken = true, HelpName = "PATH",
    };

    private readonly Option<int?> _workers = new("--workers", "-j") { Description = "Threads; what is collected does not depend on it." };

    public Command Define(Session session)
    {
        var command = new Command("collect", "Label pairs of plans, or gather the labels of people.")
        {
            _source, _out, _wish, _count, _scenes, _perScene, _raw, _pick, _ties, _accept, _wishes, _from, _workers,
        };
        var options = new CommonOptions().AddConfig(command).AddSeed(command).AddJson(command);
        command.SetAction((line, cancel) => Task.Run(() => Run(session, line, options, cancel), cancel));
        return command;
    }

    private int Run(Session session, ParseResult line, CommonOptions options, CancellationToken cancel)
    {
        string source = line.GetValue(_source)!, path = line.GetValue(_out)!;
        if (source == "operator") return Gather(session, line, options, path);
        var config = session.Configure(line, options);
        var wish = Wish(session, config, line);
        var wanted = new PairCollectionOptions
        {
            Source = Named<PairLabelSource>("--source", source, "operator"),
            Count = line.GetValue(_count) ?? 500,
            Seed = options.Seed(line, 1),
            FirstScene = line.GetValue(_scenes),
            PairsPerScene = line.GetValue(_perScene),
            Proposals = config.Get<SteeringOptions>().Proposals,
            RawSamples = line.GetValue(_raw),
            Pick = Named<PairPick>("--pick", line.GetValue(_pick)!),
            KeepsTies = line.GetValue(_ties),
            Workers = line.GetValue(_workers) ?? config.Get<EvaluationOptions>().Workers,
        };
        var totals = new PairsRun(session, config).Run(path, wanted.Validated(), wish, cancel);
        session.Terminal.Line(
            $"{path}: {totals.Labeled} pairs labeled in {totals.Scenes} scenes, {totals.Ties} ties, {totals.Kept} records.");
        JsonReport.Write(options.Json(line), totals);
        return (int)ExitCode.Done;
    }

    private int Gather(Session session, ParseResult line, CommonOptions options, string path)
    {
        if (line.GetValue(_from) is not { Length: > 0 } from)
            throw ForewarnException.Of("--source operator", "no --from", "files or folders", "Name what the console wrote, for example --from labels.jsonl.",
                ExitCode.Usage);
        if (File.Exists(PairCollection.TableOf(path)))
            throw ForewarnException.Of("--out", $"'{path}', which another collection goes on with", "a file of people's labels", "Name another one.",
                ExitCode.Usage);
        var totals = PreferenceMerge.Run(from, path, line.GetValue(_wish), line.GetValue(_count));
        session.Terminal.Line($"{path}: {totals.Added} records added from {totals.Files} files; {totals.Known} were known, {totals.Others} are "
            + $"not asked for, {totals.Unusable} rows are unusable (data prefs validate says why).");
        JsonReport.Write(options.Json(line), totals);
        return (int)ExitCode.Done;
    }

    private WishCase Wish(Session session, ResolvedConfig config, ParseResult line)
    {
        if (line.GetValue(_wish) is not { } text || string.IsNullOrWhiteSpace(text))
            throw ForewarnException.Of("--wish", "nothing", "the words that plans are judged by",
                "For example --wish \"pick up the mug by the handle\".", ExitCode.Usage);
        if (line.GetValue(_accept) is { Length: > 0 } accept)
        {
            WishList.RequireOutcomes("--accept", accept, config.Language());
            return new(text, accept, [], "own");
        }
        var known = config.Wishes(session.Home.Wishes(line.GetValue(_wishes) ?? config.Get<EvaluationOptions>().Wishes))
            .Where(w => !w.Neutral).ToArray();
        return known.FirstOrDefault(w => w.Text == text) ?? throw ForewarnException.Of(
            $"wish \"{text}\"", "no such sentence in the wish list", "one whose outcomes are known",
            $"{NearestName.Advice(text, [.. known.Select(w => w.Text)])} Or say which outcomes fulfill it: --accept handle.", ExitCode.Usage);
    }

    private static T Named<T>(string option, string text, params string[] others) where T : struct, Enum
    {
        string[] names = [.. Enum.GetNames<T>().Select(n => n.ToLowerInvariant()), .. others];
        return Enum.TryParse(text, ignoreCase: true, out T value) && names.Contains(text)
            ? value
            : throw ForewarnException.Of(option, $"'{text}'", string.Join(", ", names), NearestName.Advice(text, names), ExitCode.Usage);
    }

    private static Option<string> Text(string name, string description, string help, bool required) =>
        new(name) { Description = description, HelpName = help, Required = required };
}
