namespace Orleans.Simulation.Scenarios.Tests;

/// <summary>A valid scenario with every section, to vary in tests.</summary>
internal static class SampleScenario
{
    public const string Yaml = """
        name: sample
        description: Everything once
        seed: 7
        duration: 2d
        startsAt: 2022-01-01T00:00:00Z
        fleet:
          chips: 1024
          dataCenters:
            - name: east
              rack: trainium2-ultraserver
              share: 3
              pue: 1.2
              carbon: 300 g/kWh
              price: { file: east.csv, column: usd, fill: 2, repeat: true }
              carbonFree: 0.5
              water: 0.1 L/kWh
            - { name: west, rack: my-rack, share: 1, region: iowa }
            - { name: north, rack: h100-node, racks: 4, chipPrice: capacityBlock, power: { rampInterval: 15m, oversubscription: 1.25, control: report } }
            - name: south
              rack: h100-hgx
              chips: 100
              pue: { weather: south.json, base: 1.1, above: 10 C, perDegree: 0.01, repeat: true }
              power:
                rampLimit: 1 MW
                filler: true
                storage: { power: 3 MW, capacity: 2 MWh, efficiency: 0.8 }
                control: cap
                raiseInterval: 2m
                speeds: [{ speed: 0.8, power: 0.5 }, { speed: 0.4, power: 0.125 }]
        workload:
          folder: traces
          sources:
            - { name: played, trace: jobs.csv, format: itp, timeShift: -5s, timeScale: 0.5, dataCenter: south, priority: 2 }
            - name: drawn
              dataCenter: east
              generator:
                load: 0.8
                hourlyWeights: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24]
                sizes:
                  - { chips: 8, weight: 3, medianRunTime: 1h, sigma: 1.2 }
                  - { chips: 64, weight: 1, medianRunTime: 90m, sigma: 0 }
                minRunTime: 2m
                maxRunTime: 12h
        scheduler: { order: sjf, placement: nodes, interval: 30s }
        failures:
          enabled: true
          meanTimeToFailure: 50000h
          detection: 1m
          repair: 2h
          restart: 3m
          checkpointInterval: 15m
          maxRestarts: 4
          shape: 0.9
          idleRate: 0.25
          lemons: { share: 0.02, factor: 10 }
          repairDistribution: lognormal
          repairSigma: 0.8
          repairCrews: 20
          returnTest: 10m
          restartPerThousandChips: 30s
          checkpointState: 1 GB
          storageBandwidth: 2 TB/s
          checkpointOverlap: true
          spares: 7
          components:
            - name: psu
              domain: host
              meanTimeToFailure: 90000h
              shape: 0.8
              detection: 2m
              repair: 3h
              repairDistribution: lognormal
              repairSigma: 0.7
            - { name: optics, domain: interconnect, hosts: 2, meanTimeToFailure: 40000h }
            - { name: software, domain: job, perChip: true, silent: true, meanTimeToFailure: 100000h }
            - { name: utility, domain: data-center, meanTimeToFailure: 200d, repair: 20s, rideThrough: 90s, recharge: 2h }
          causes: [{ name: dust, weight: 2 }, { name: age, weight: 1 }]
        energy: { pue: 1.3, carbon: { file: grid.csv, repeat: true }, price: 70 USD/MWh, lifetime: 1000d, chipPrice: rental }
        power: { rampInterval: 10m, rampLimit: 2 MW, provisioned: 20 MW, control: admit }
        outputs: { interval: 10m, tables: csv, chips: false }
        published:
          - { figure: ettr, value: 0.9, low: 0.85, high: 0.95, source: a paper, note: by hand }
          - { figure: "mttf-hours:8", value: 100, source: a paper }
        provenance:
          - { values: failures.components, source: "[G]", note: for the test }
        chipTypes:
          my-chip:
            basedOn: h100
            busy: { value: 0.5, unit: kW, low: 0.4, high: 0.6, source: "[mine]", note: measured }
            price: { rental: 2 $/h }
        rackTypes:
          my-rack: { chip: my-chip, chipsPerHost: 4, hostsPerRack: 8, hostOverhead: 1.2 kW, rackOverhead: 300 W, networkOverhead: 95 W, conversion: 0.95 }
        """;
}
