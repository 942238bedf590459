using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Forewarn.Messages.Generator;

/// <summary>Everything the generator can find fault with.</summary>
internal static class Rules
{
    public const string Syntax = "FWM001";
    public const string Unsupported = "FWM002";
    public const string Misplaced = "FWM003";
    public const string Unresolved = "FWM004";
    public const string Clash = "FWM005";
    public const string Twice = "FWM006";
    public const string Differs = "FWM007";

    private static readonly Dictionary<string, DiagnosticDescriptor> All = new[]
    {
        Error(Syntax, "A ROS definition cannot be read"),
        Error(Unsupported, "A ROS definition uses a type that is not supported"),
        Error(Misplaced, "A ROS definition does not lie in its package's folder"),
        Error(Unresolved, "A ROS definition refers to a type that cannot be used"),
        Error(Clash, "Two names of a ROS definition become one in C#"),
        Error(Twice, "Two ROS definitions declare one type"),
        new DiagnosticDescriptor(
            Differs, "A ROS definition differs from the standard one", "{0}", "ROS messages", DiagnosticSeverity.Warning, true),
    }.ToDictionary(rule => rule.Id);

    public static DiagnosticDescriptor Of(string id) => All[id];

    private static DiagnosticDescriptor Error(string id, string title) =>
        new(id, title, "{0}", "ROS messages", DiagnosticSeverity.Error, true);
}
