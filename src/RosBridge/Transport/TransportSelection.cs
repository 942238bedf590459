using Forewarn.Core;

namespace Forewarn.RosBridge;

/// <summary>Takes a middleware by <c>FOREWARN_ROS_TRANSPORT</c> and what is sourced.</summary>
public static class TransportSelection
{
    public const string Variable = "FOREWARN_ROS_TRANSPORT", Middleware = "RMW_IMPLEMENTATION";

    private const string Cyclone = "rmw_cyclonedds_cpp", Auto = "auto";

    private static readonly Dictionary<string, TransportKind> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["cyclone"] = TransportKind.Cyclone, ["rcl"] = TransportKind.Rcl, ["inproc"] = TransportKind.InProcess,
    };

    /// <param name="environment">Value of a variable; null when it is not set.</param>
    /// <exception cref="ForewarnException">The variable names no middleware.</exception>
    public static TransportChoice Choose(Func<string, string?> environment)
    {
        string wanted = environment(Variable)?.Trim() is { Length: > 0 } text ? text : Auto;
        if (Names.TryGetValue(wanted, out var kind)) return new(kind, $"{Variable}={wanted}");
        if (!wanted.Equals(Auto, StringComparison.OrdinalIgnoreCase))
            throw ForewarnException.Of(Variable, $"'{wanted}'", $"{Auto}, {string.Join(", ", Names.Keys)}", "Correct or unset it.", ExitCode.Usage);

        string sourced = environment(Middleware)?.Trim() ?? "";
        if (sourced.Length == 0) return new(TransportKind.Cyclone, $"{Middleware} is not set");
        if (sourced == Cyclone) return new(TransportKind.Cyclone, $"{Middleware}={sourced}");
        var prefixes = AmentPrefixes.Of(environment);
        return prefixes.Find(AmentPrefixes.Rcldotnet) is { } found
            ? new(TransportKind.Rcl, $"{Middleware}={sourced} and {found}")
            : new(TransportKind.Cyclone, $"{Middleware}={sourced}, but no rcldotnet in {prefixes}: services of that middleware are out of reach");
    }

    /// <summary>Opens what was chosen.</summary>
    /// <param name="open">How each middleware is opened, as far as this program has it.</param>
    /// <exception cref="ForewarnException">The program has no such middleware, or it does not open.</exception>
    public static IRosTransport Open(TransportChoice choice, IReadOnlyDictionary<TransportKind, Func<IRosTransport>> open) =>
        open.TryGetValue(choice.Kind, out var factory)
            ? factory()
            : throw ForewarnException.Of(Variable, NameOf(choice.Kind), string.Join(", ", open.Keys.Select(NameOf)),
                "This program has no other.", ExitCode.Usage);

    /// <summary>What <see cref="Variable"/> calls a middleware, and <see cref="IRosTransport.Name"/> too.</summary>
    public static string NameOf(TransportKind kind) => Names.Single(pair => pair.Value == kind).Key;
}
