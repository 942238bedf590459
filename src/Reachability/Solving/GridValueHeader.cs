using System.Text.Json;
using System.Text.Json.Serialization;
using Forewarn.Reachability.Grids;
using Forewarn.Reachability.Schemes;
using Forewarn.Reachability.Transfer;

namespace Forewarn.Reachability.Solving;

/// <summary>What stands before the numbers of a <see cref="GridValueFile"/>.</summary>
internal sealed record GridValueHeader(
    IReadOnlyList<GridAxis> Axes, Scheme Scheme, TubeForm Form, double HorizonSeconds, string Problem, IReadOnlyDictionary<string, double> Settings,
    DynamicsSignature Signature)
{
    public static JsonSerializerOptions Json { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        WriteIndented = true,
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };
}
