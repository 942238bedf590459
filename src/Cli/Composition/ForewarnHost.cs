using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Doctor;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Forewarn.Cli.Composition;

/// <summary>The composition root: one host per run of a verb, wired from its configuration.</summary>
public static class ForewarnHost
{
    /// <param name="more">What the calling verb adds.</param>
    public static IHost Build(Session session, ResolvedConfig config, Action<IServiceCollection>? more = null)
    {
        // Empty: settings come from the stacked configurations alone, not from whatever file lies in the working folder.
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "forewarn" });
        builder.Services
            .AddSingleton(session.Home)
            .AddSingleton(session.Terminal)
            .AddSingleton(session.Time)
            .AddSingleton(config)
            .AddConfigSections(session.Schema, config)
            .AddMachineDoctor();
        session.Services?.Invoke(builder.Services);
        more?.Invoke(builder.Services);
        return builder.Build();
    }

    private static IServiceCollection AddConfigSections(this IServiceCollection services, ConfigSchema schema, ResolvedConfig config)
    {
        foreach (var section in schema.Sections) services.AddSingleton(section.Type, config.Get(section.Type));
        return services;
    }

    private static IServiceCollection AddMachineDoctor(this IServiceCollection services) => services
        .AddSingleton<IMachineCheck, RuntimeCheck>()
        .AddSingleton<IMachineCheck, CoresCheck>()
        .AddSingleton<IMachineCheck, DiskCheck>()
        .AddSingleton<IMachineCheck, MujocoCheck>()
        .AddSingleton<IMachineCheck, GuardCheck>()
        .AddSingleton<IMachineCheck, GlCheck>()
        .AddSingleton<IMachineCheck, OnnxRuntimeCheck>()
        .AddSingleton<IMachineCheck, DdsCheck>()
        .AddSingleton<IMachineCheck, ModelsCheck>()
        .AddSingleton<MachineDoctor>();
}
