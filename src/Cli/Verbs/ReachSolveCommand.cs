using System.CommandLine;
using System.Globalization;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Output;
using Forewarn.Cli.Reach;
using Forewarn.Core;
using Forewarn.Reachability.Grids;
using Forewarn.Reachability.Problems;
using Forewarn.Reachability.Schemes;
using Forewarn.Reachability.Solving;
using Forewarn.Reachability.Transfer;

namespace Forewarn.Cli.Verbs;

/// <summary><c>reach solve</c>: the value function of an avoid problem, compared with its closed form where there is one.</summary>
internal sealed class ReachSolveCommand
{
    private const int PictureSlices = 4;

    private static readonly SettingCheck Check = new("Correct the option.");

    private readonly Argument<string[]> _settings = new("setting")
    {
        Description = "Numbers of the system, name=number: " + string.Join("; ", ProblemCatalog.All.Select(k => $"{k.Name}: "
            + string.Join(", ", k.Settings.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Name}={s.Default}"))))) + ".",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string> _system = new("--system")
    {
        Description = string.Join("; ", ProblemCatalog.All.Select(k => $"{k.Name}: {k.Description}")) + ".", HelpName = "NAME",
        DefaultValueFactory = _ => "dubins",
    };

    private readonly Option<string?> _grid = new("--grid")
    {
        Description = "Points per axis, for example 61x61x60 (default: the system's).", HelpName = "AxBxC",
    };

    private readonly Option<string[]> _range = new("--range")
    {
        Description = "Range of an axis, for example x_m=-2:2; may be given again.", HelpName = "AXIS=LOW:HIGH",
    };

    private readonly Option<string> _scheme = new("--scheme")
    {
        Description = "Differences: weno5, weno3, or upwind1, which is quick and no certificate.", HelpName = "NAME", DefaultValueFactory = _ => "weno5",
    };

    private readonly Option<string?> _time = new("--time")
    {
        Description = "Runge-Kutta method: rk1, rk2 or rk3 (default: rk1 for upwind1, else rk3).", HelpName = "NAME",
    };

    private readonly Option<string> _form = new("--form")
    {
        Description = "frozen: the rate never lets a value grow; variational: the margin caps it; final: only the end of the horizon counts, no tube.",
        HelpName = "NAME", DefaultValueFactory = _ => "frozen",
    };

    private readonly Option<double?> _horizon = new("--horizon") { Description = "Seconds to look ahead (default: the system's).", HelpName = "S" };

    private readonly Option<double> _cfl = new("--cfl")
    {
        Description = "Share of the largest stable time step.", HelpName = "NUMBER", DefaultValueFactory = _ => new AvoidOptions().Cfl,
    };

    private readonly Option<int?> _threads = new("--threads", "-j") { Description = "Threads; results do not depend on it (default: all cores)." };

    private readonly Option<double> _period = new("--period")
    {
        Description = "Seconds between two control decisions of the body that the tube is for.", HelpName = "S",
        DefaultValueFactory = _ => SignatureText.UsualPeriod,
    };

    private readonly Option<double> _latency = new("--latency")
    {
        Description = "Seconds from sensing to acting of that body.", HelpName = "S", DefaultValueFactory = _ => SignatureText.UsualLatency,
    };

    private readonly Option<FileInfo?> _out = new("--out", "-o") { Description = "Keep the value function, for reach query.", HelpName = "FILE" };

    private readonly Option<FileInfo?> _signature = new("--signature")
    {
        Description = "Write the signature of the dynamics as JSON, for reach transfer.", HelpName = "FILE",
    };

    private readonly Option<FileInfo?> _picture = new("--picture")
    {
        Description = "Draw the tube's edge with the closed form's and the failure set (.png).", HelpName = "FILE",
    };

    private readonly Option<int> _slices = new("--slices")
    {
        Description = "Slices along the third axis in the picture.", HelpName = "NUMBER", DefaultValueFactory = _ => PictureSlices,
    };

    public Command Define(Session session)
    {
        var command = new Command("solve", "Solve an avoid problem on a grid and compare it with the closed form where there is one.")
        {
            _settings, _system, _grid, _range, _scheme, _time, _form, _horizon, _cfl, _threads, _period, _latency, _out, _signature, _picture, _slices,
        };
        var options = new CommonOptions().AddJson(command);
        command.SetAction((line, cancel) => Task.Run(() => Run(session, line, options, cancel), cancel));
        return command;
    }

    private int Run(Session session, ParseResult line, CommonOptions options, CancellationToken cancel)
    {
        var problem = ProblemCatalog.Of(line.GetValue(_system)!, ReachWords.Settings(line.GetValue(_settings) ?? []));
        var axes = ReachWords.Axes(problem, line.GetValue(_grid), line.GetValue(_range) ?? []);
        var avoid = Options(line, problem);
        RequirePicture(line, axes.Count);
        var signature = problem.Signature(line.GetValue(_period), line.GetValue(_latency));
        signature.Validate();
        var grid = new Grid(axes);
        var terminal = session.Terminal;
        terminal.Line($"{problem.Kind}: {ProblemCatalog.Kind(problem.Kind).Description}; {string.Join(", ", problem.Settings.Select(s => $"{s.Key} {Number(s.Value)}"))}");
        terminal.Line(FormattableString.Invariant($"grid of {string.Join(" x ", axes.Select(a => a.Count))} = {grid.Count} points, ")
            + $"{string.Join(", ", axes.Select(a => $"{a.Name} {Number(a.Low)} to {Number(a.High)}"))}; about {Memory(axes) / 1e6:F0} MB");
        var (value, steps, seconds) = Solve(session, grid, problem, avoid, cancel);
        var comparison = problem.Exact is { } exact && avoid.Form != TubeForm.Final
            ? TubeComparison.Of(value, x => exact(x, avoid.Horizon), problem.IsJudged) : null;
        var report = new SolveReport(
            CommandText.Of(line), problem.Kind, problem.Settings, axes, grid.Count, Memory(axes), avoid.Scheme, avoid.Time, avoid.Form, avoid.Horizon,
            avoid.Cfl, avoid.Threads, steps, seconds, (double)grid.Count * steps * (int)avoid.Time / seconds, value.TubeShare, value.Certifies,
            comparison, signature);
        Show(terminal, report);
        Write(session, line, value, problem, signature);
        JsonReport.Write(options.Json(line), report);
        return (int)ExitCode.Done;
    }

    private static (GridValue Value, int Steps, double Seconds) Solve(
        Session session, Grid grid, AvoidProblem problem, AvoidOptions options, CancellationToken cancel)
    {
        int steps = 0;
        long start = session.Time.GetTimestamp(), told = start;
        var value = new WorkProgress(session.Terminal, session.Time).Run("solving", progress => AvoidSolver.Solve(
            grid, problem.Dynamics, problem.Margin, options, (done, wanted) =>
            {
                steps++;
                // What is over in a moment needs no lines.
                if (session.Time.GetElapsedTime(told) < TimeSpan.FromSeconds(1)) return;
                told = session.Time.GetTimestamp();
                progress((int)(1000 * done / wanted), 1000);
            }, cancel));
        return (value, steps, session.Time.GetElapsedTime(start).TotalSeconds);
    }

    private AvoidOptions Options(ParseResult line, AvoidProblem problem)
    {
        var scheme = ReachWords.Choice<Scheme>("--scheme", line.GetValue(_scheme)!);
        var options = new AvoidOptions
        {
            Scheme = scheme,
            Time = line.GetValue(_time) is { } time ? ReachWords.Choice<TimeScheme>("--time", time)
                : scheme == Scheme.Upwind1 ? TimeScheme.Rk1 : TimeScheme.Rk3,
            Form = ReachWords.Choice<TubeForm>("--form", line.GetValue(_form)!),
            Horizon = line.GetValue(_horizon) ?? problem.Horizon,
            Cfl = line.GetValue(_cfl),
            Threads = line.GetValue(_threads) ?? Environment.ProcessorCount,
        };
        options.Validate();
        return options;
    }

    private void RequirePicture(ParseResult line, int axes)
    {
        if (line.GetValue(_picture) is not { } picture) return;
        ReachPicture.RequireAxes(axes);
        Check.Require(picture.Extension.Equals(".png", StringComparison.OrdinalIgnoreCase), "--picture", $"'{picture.Name}'", "a name that ends in .png");
        Check.Require(line.GetValue(_slices) is >= 1 and <= 12, "--slices", line.GetValue(_slices), "1 to 12");
    }

    private void Write(Session session, ParseResult line, GridValue value, AvoidProblem problem, DynamicsSignature signature)
    {
        if (line.GetValue(_out) is { } file)
        {
            GridValueFile.Write(file.FullName, new(value, problem.Kind, problem.Settings, signature));
            session.Terminal.Line($"wrote {file.FullName}");
        }
        if (line.GetValue(_signature) is { } json)
        {
            SignatureFile.Write(json.FullName, signature);
            session.Terminal.Line($"wrote {json.FullName}");
        }
        if (line.GetValue(_picture) is not { } picture) return;
        byte[] png = ReachPicture.Png(value, problem, line.GetValue(_slices));
        AtomicFile.Write(picture.FullName, stream => stream.Write(png));
        session.Terminal.Line($"wrote {picture.FullName}");
    }

    private static void Show(Terminal terminal, SolveReport report)
    {
        terminal.Line(FormattableString.Invariant($"{report.Scheme}, {report.Time}, {report.Form} form, {report.HorizonSeconds:0.###} s at CFL {report.Cfl:0.##}: ")
            + FormattableString.Invariant($"{report.Steps} steps in {report.Seconds:F2} s on {report.Threads} threads, ")
            + FormattableString.Invariant($"{report.PointStagesPerSecond / 1e6:F0} million point-stages a second"));
        terminal.Line(FormattableString.Invariant($"V <= 0 on {report.TubeShare:P2} of the grid"));
        if (report.Comparison is { } c)
            terminal.Line(FormattableString.Invariant($"against the closed form on {c.Points} points: overlap {c.Overlap:F5}, error {c.MeanError:F6} in the mean, ")
                + FormattableString.Invariant($"{c.LargestError:F4} at most; {c.UnsafeCalledSafe:P2} of the tube called safe, {c.SafeCalledUnsafe:P2} outside called lost"));
        else
            terminal.Line("no closed form to compare with");
        if (!report.Certifies)
            terminal.Line(report.Form == TubeForm.Final
                ? "No certificate: a value that forgets what happens on the way. Use --form frozen."
                : "No certificate: first order is optimistic on thin tips of tubes. Use weno3 or weno5 for a guard.");
    }

    private static long Memory(IReadOnlyList<GridAxis> axes) => Grid.MemoryNeeded(axes);

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
