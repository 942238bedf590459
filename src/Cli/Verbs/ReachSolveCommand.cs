using System.CommandLine;
using System.Globalization;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Output;
using Forewarn.Cli.Reach;
using Forewarn.Core;
using Forewarn.Reachability.Grids;
using Forewarn.Reachability.Problems;
using Forewarn.Reachability.Solving;
using Forewarn.Reachability.Transfer;

namespace Forewarn.Cli.Verbs;

/// <summary><c>reach solve</c>: the value function of an avoid problem, compared with its closed form where there is one.</summary>
internal sealed class ReachSolveCommand
{
    private static readonly SettingCheck Check = new("Correct the option.");

    private readonly SolveOptions _solve = new();

    private readonly Option<FileInfo?> _out = new("--out", "-o")
    {
        Description = "Keep the value function, for reach query.", HelpName = "FILE",
    };

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
        Description = "Slices along the third axis in the picture.", HelpName = "NUMBER", DefaultValueFactory = _ => 4,
    };

    public Command Define(Session session)
    {
        var command = new Command("solve", """
            Solve an avoid problem on a grid and compare it with the closed form where there is one.
            Memory is estimated first; a grid that does not fit is refused. First-order results say that they are no certificate.
            """);
        _solve.AddTo(command);
        foreach (Option option in (Option[])[_out, _signature, _picture, _slices]) command.Add(option);
        var options = new CommonOptions().AddJson(command);
        command.SetAction((line, cancel) => Task.Run(() => Run(session, line, options, cancel), cancel));
        return command;
    }

    private int Run(Session session, ParseResult line, CommonOptions options, CancellationToken cancel)
    {
        var problem = _solve.Problem(line);
        var axes = _solve.Axes(line, problem);
        var solver = _solve.Solver(line, problem);
        var signature = _solve.Signature(line, problem);
        RequirePicture(line, axes.Count);
        var grid = new Grid(axes);
        Announce(session.Terminal, problem, grid);
        var (value, steps, seconds) = Solve(session, grid, problem, solver, cancel);
        var comparison = problem.Exact is { } exact && solver.Form != TubeForm.Final
            ? TubeComparison.Of(value, x => exact(x, solver.Horizon), problem.IsJudged) : null;
        var report = new SolveReport(
            CommandText.Of(line), problem.Kind, problem.Settings, axes, grid.Count, Grid.MemoryNeeded(axes), solver.Scheme, solver.Time,
            solver.Form, solver.Horizon, solver.Cfl, solver.Threads, steps, seconds, (double)grid.Count * steps * (int)solver.Time / seconds,
            value.TubeShare, value.Certifies, comparison, signature);
        Show(session.Terminal, report);
        Write(session.Terminal, line, new(value, problem.Kind, problem.Settings, signature), problem);
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

    private void RequirePicture(ParseResult line, int axes)
    {
        if (line.GetValue(_picture) is not { } picture) return;
        ReachPicture.RequireAxes(axes);
        bool isPng = picture.Extension.Equals(".png", StringComparison.OrdinalIgnoreCase);
        Check.Require(isPng, "--picture", $"'{picture.Name}'", "a name that ends in .png");
        Check.Require(line.GetValue(_slices) is >= 1 and <= 12, "--slices", line.GetValue(_slices), "1 to 12");
    }

    private void Write(Terminal terminal, ParseResult line, StoredValue stored, AvoidProblem problem)
    {
        if (line.GetValue(_out) is { } file)
        {
            GridValueFile.Write(file.FullName, stored);
            terminal.Line($"wrote {file.FullName}");
        }
        if (line.GetValue(_signature) is { } json)
        {
            SignatureFile.Write(json.FullName, stored.Signature);
            terminal.Line($"wrote {json.FullName}");
        }
        if (line.GetValue(_picture) is not { } picture) return;
        byte[] png = ReachPicture.Png(stored.Value, problem, line.GetValue(_slices));
        AtomicFile.Write(picture.FullName, stream => stream.Write(png));
        terminal.Line($"wrote {picture.FullName}");
    }

    private static void Announce(Terminal terminal, AvoidProblem problem, Grid grid)
    {
        terminal.Line($"{problem.Kind}: {ProblemCatalog.Kind(problem.Kind).Description}");
        terminal.Line($"with {string.Join(", ", problem.Settings.Select(s => $"{s.Key} {Number(s.Value)}"))}");
        string counts = string.Join(" x ", grid.Axes.Select(a => a.Count));
        terminal.Line(FormattableString.Invariant($"grid of {counts} = {grid.Count} points, about {Grid.MemoryNeeded(grid.Axes) / 1e6:F0} MB; ")
            + string.Join(", ", grid.Axes.Select(a => $"{a.Name} {Number(a.Low)} to {Number(a.High)}")));
    }

    private static void Show(Terminal terminal, SolveReport report)
    {
        terminal.Line(
            FormattableString.Invariant($"{report.Scheme}, {report.Time}, {report.Form} form, {report.HorizonSeconds:0.###} s at CFL {report.Cfl:0.##}: ")
            + FormattableString.Invariant($"{report.Steps} steps in {report.Seconds:F2} s on {report.Threads} threads, ")
            + FormattableString.Invariant($"{report.PointStagesPerSecond / 1e6:F0} million point-stages a second"));
        terminal.Line(FormattableString.Invariant($"V <= 0 on {report.TubeShare:P2} of the grid"));
        if (report.Comparison is { } c)
        {
            terminal.Line(FormattableString.Invariant($"against the closed form on {c.Points} points: overlap {c.Overlap:F5}, ")
                + FormattableString.Invariant($"error {c.MeanError:F6} in the mean, {c.LargestError:F4} at most;"));
            terminal.Line(FormattableString.Invariant(
                $"{c.UnsafeCalledSafe:P2} of the tube is called safe, {c.SafeCalledUnsafe:P2} of the rest lost"));
        }
        else
        {
            terminal.Line("no closed form to compare with");
        }
        if (report.Certifies) return;
        terminal.Line(report.Form == TubeForm.Final
            ? "No certificate: a value that forgets what happens on the way. Use --form frozen."
            : "No certificate: first order is optimistic on thin tips of tubes. Use weno3 or weno5 for a guard.");
    }

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
