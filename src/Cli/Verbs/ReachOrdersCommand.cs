using System.CommandLine;
using System.Globalization;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Reachability.Orders;
using Spectre.Console;

namespace Forewarn.Cli.Verbs;

/// <summary><c>reach orders</c>: how fast the solver's errors fall with finer grids.</summary>
internal sealed class ReachOrdersCommand
{
    private static readonly int[] Smooth = [20, 40, 80, 160], Kinked = [51, 101, 201, 401];

    private readonly Option<bool> _quick = new("--quick") { Description = "Leave out the finest grids with a kink." };

    public Command Define(Session session)
    {
        var command = new Command("orders", """
            Measure the orders of the schemes against exact answers: a derivative, the whole solver on smooth data, and a
            value with a kink. Tubes have kinks, so the last is what to expect of one.
            """) { _quick };
        var options = new CommonOptions().AddJson(command);
        command.SetAction((line, cancel) => Task.Run(() => Run(session, line, options), cancel));
        return command;
    }

    private int Run(Session session, ParseResult line, CommonOptions options)
    {
        OrderRow[] rows =
        [
            .. OrderTable.Derivatives(Smooth), .. OrderTable.Advection(Smooth),
            .. OrderTable.Kinked(line.GetValue(_quick) ? Kinked[..2] : Kinked, Environment.ProcessorCount),
        ];
        var table = new ResultTable("case", "scheme", "points", "mean error", "orders of the mean", "of the largest");
        foreach (var row in rows)
            table.Add(Color.Default, row.Case, row.Scheme, $"{row.Points[0]}..{row.Points[^1]}",
                $"{Error(row.Mean[0])}..{Error(row.Mean[^1])}", Orders(row.MeanOrders), Orders(row.LargestOrders));
        table.Show(session.Terminal);
        JsonReport.Write(options.Json(line), new { Command = CommandText.Of(line), Rows = rows });
        return (int)ExitCode.Done;
    }

    private static string Error(double value) => value.ToString("0.0e+0", CultureInfo.InvariantCulture);

    private static string Orders(IReadOnlyList<double> orders) =>
        string.Join("  ", orders.Select(o => o.ToString("0.00", CultureInfo.InvariantCulture)));
}
