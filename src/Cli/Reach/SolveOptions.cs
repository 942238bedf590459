using System.CommandLine;
using System.Globalization;
using Forewarn.Core;
using Forewarn.Reachability.Grids;
using Forewarn.Reachability.Problems;
using Forewarn.Reachability.Schemes;
using Forewarn.Reachability.Solving;
using Forewarn.Reachability.Transfer;

namespace Forewarn.Cli.Reach;

/// <summary>The options of <c>reach solve</c>: which problem, on which grid, by which scheme.</summary>
internal sealed class SolveOptions
{
    private readonly Argument<string[]> _settings = new("setting")
    {
        Description = "Numbers of the system as name=number, with their defaults.\n"
            + PerKind(k => string.Join(", ", k.Settings.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Name}={s.Default}")))),
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string> _system = new("--system")
    {
        Description = "What moves, and what it must avoid.\n" + PerKind(k => k.Description) + "\n",
        HelpName = "NAME",
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
        Description = "Differences: weno5, weno3, or upwind1, which is quick and no certificate.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "weno5",
    };

    private readonly Option<string?> _time = new("--time")
    {
        Description = "Runge-Kutta method: rk1, rk2 or rk3 (default: rk1 for upwind1, else rk3).", HelpName = "NAME",
    };

    private readonly Option<string> _form = new("--form")
    {
        Description = "frozen: values never grow; variational: the margin caps them; final: only the horizon's end counts, no tube.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "frozen",
    };

    private readonly Option<double?> _horizon = new("--horizon")
    {
        Description = "Seconds to look ahead (default: the system's).", HelpName = "S",
    };

    private readonly Option<double> _cfl = new("--cfl")
    {
        Description = "Share of the largest stable time step.", HelpName = "NUMBER", DefaultValueFactory = _ => new AvoidOptions().Cfl,
    };

    private readonly Option<int?> _threads = new("--threads", "-j")
    {
        Description = "Threads; results do not depend on it (default: all cores).", HelpName = "NUMBER",
    };

    private readonly Option<double> _period = new("--period")
    {
        Description = "Seconds between two control decisions of the body that the tube is for.",
        HelpName = "S",
        DefaultValueFactory = _ => SignatureText.UsualPeriod,
    };

    private readonly Option<double> _latency = new("--latency")
    {
        Description = "Seconds from sensing to acting of that body.",
        HelpName = "S",
        DefaultValueFactory = _ => SignatureText.UsualLatency,
    };

    public void AddTo(Command command)
    {
        command.Add(_settings);
        Option[] options = [_system, _grid, _range, _scheme, _time, _form, _horizon, _cfl, _threads, _period, _latency];
        foreach (var option in options) command.Add(option);
    }

    /// <exception cref="ForewarnException">No such system or setting.</exception>
    public AvoidProblem Problem(ParseResult line) =>
        ProblemCatalog.Of(line.GetValue(_system)!, ReachWords.Settings(line.GetValue(_settings) ?? []));

    /// <exception cref="ForewarnException">A grid of another form.</exception>
    public IReadOnlyList<GridAxis> Axes(ParseResult line, AvoidProblem problem) =>
        ReachWords.Axes(problem, line.GetValue(_grid), line.GetValue(_range) ?? []);

    /// <exception cref="ForewarnException">A period or latency that makes no sense.</exception>
    public DynamicsSignature Signature(ParseResult line, AvoidProblem problem)
    {
        var signature = problem.Signature(line.GetValue(_period), line.GetValue(_latency));
        signature.Validate();
        return signature;
    }

    /// <exception cref="ForewarnException">An unknown name, or a number out of range.</exception>
    public AvoidOptions Solver(ParseResult line, AvoidProblem problem)
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

    private static string PerKind(Func<ProblemKind, string> text) =>
        string.Join("\n", ProblemCatalog.All.Select(kind => $"{kind.Name}: {text(kind)}"));
}
