using System.Reflection;

namespace Forewarn.Cli.Configs;

/// <summary>One settable property of an options record.</summary>
internal sealed record ConfigMember(PropertyInfo Property)
{
    public string Name { get; } = ConfigName.Of(Property.Name);

    public static IReadOnlyList<ConfigMember> Of(Type record) =>
        [.. record.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)
            .OrderBy(property => property.MetadataToken)
            .Select(property => new ConfigMember(property))];
}
