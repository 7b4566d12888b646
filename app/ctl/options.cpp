#include "app/ctl/command.h"

namespace rackhouse::ctl
{

void addOptions(QCommandLineParser& parser)
{
    const auto flag = [&parser](const char* name, const char* text) {
        parser.addOption({QString::fromLatin1(name), QString::fromLatin1(text)});
    };
    const auto value = [&parser](const char* name, const char* text, const char* shape) {
        parser.addOption(
            {QString::fromLatin1(name), QString::fromLatin1(text), QString::fromLatin1(shape)});
    };
    flag("json", "Print JSON, one object a line.");
    value("site", "The site to talk to, when there are several.", "NAME");
    value("name",
          "pair: what this computer calls the site; its own name without. images upload, images "
          "register: name of the "
          "image; that of the file without. fabrics read: the fabric that the files are of; the "
          "name of the first file without. cables connect: label of the cable. adapters read: the "
          "machine whose ports these are. neighbors read: the machine or switch whose neighbours "
          "these are.",
          "NAME");
    value("fingerprint", "SHA-256 of the site's certificate, as the appliance shows it.", "HEX");
    value("param", "A parameter of the job; may be repeated.", "NAME=VALUE");
    value("key", "Idempotency key: the same key starts nothing twice.", "TEXT");
    value("from-step", "The step to run a job again from.", "STEP");
    flag("dry-run", "Only show what an import would change.");
    flag("replace", "fabrics read: also where more than a tenth of the nodes or links that are "
                    "known would go.");
    flag("skip-problems", "Import the lines without a problem and leave out the others.");
    flag("watch", "Watch the job until it has ended.");
    value("give-up",
          "jobs watch and --follow: end when the site has not answered for so long (default 300).",
          "SECONDS");
    value("since", "Only changes after this number.", "NUMBER");
    value("at", "Lists of the floor, and history: as of that moment (RFC 3339).", "TIME");
    value("hall", "series: of that hall only.", "NAME");
    value("from",
          "series: from that moment on (RFC 3339; default a day before the end). Rentals: when one "
          "begins, also as a day; now without.",
          "TIME");
    value("to", "series: until that moment (default now).", "TIME");
    value("points", "series: points of a line at most (1 to 1000, default 300).", "NUMBER");
    flag("csv", "series: print CSV.");
    flag("follow", "Wait for further changes.");
    value("format", "raw, qcow2 or tar.zst.", "FORMAT");
    value("os", "Operating system of the image.", "NAME");
    value("os-version", "Its version.", "VERSION");
    value("architecture", "x86_64 or aarch64.", "NAME");
    value("sha256", "Expected SHA-256 of the file.", "HEX");
    value("username", "User of the BMCs, or of a switch.", "NAME");
    value("port", "Port of the BMCs, or of a switch.", "NUMBER");
    value("method", "How a switch is asked: snmp-v2c, snmp-v3, eapi, nvue or sonic.", "METHOD");
    value("auth", "SNMPv3: sha-512, sha-384, sha-256, sha-224, sha or md5.", "NAME");
    value("privacy", "SNMPv3: aes-256, aes-192, aes, des or none.", "NAME");
    value("every", "Seconds between two questions to a switch, at least 60.", "SECONDS");
    value("kind", "Rentals: rental, reservation, maintenance or own.", "KIND");
    value("customer", "Who a rental is for.", "NAME");
    value("gpus", "GPU slots of a rental, between commas; the whole machine without.", "SLOTS");
    value("price", "Of a rental: 2.49.", "AMOUNT");
    value("currency", "Its ISO 4217 currency: EUR, USD.", "CODE");
    value("per", "What its price is for: gpu-hour, machine-hour or month.", "UNIT");
    value("until", "When it ends; open: with no end.", "TIME");
    value("channel", "How a rental was sold; direct without.", "NAME");
    value("note", "A note on a rental.", "TEXT");
    flag("new-password", "switches change: read the new passwords from standard input.");
}

QString bashCompletion(const std::vector<Command>& commands)
{
    QStringList first;
    QString second;
    QHash<QString, QStringList> verbs;
    for (const Command& command : commands) {
        const QStringList words = command.words.split(QLatin1Char(' '));
        if (!first.contains(words.first()))
            first << words.first();
        if (words.size() > 1)
            verbs[words.first()] << words[1];
    }
    for (const QString& word : first) {
        if (verbs.contains(word))
            second += QStringLiteral("        %1) words=\"%2\" ;;\n")
                          .arg(word, verbs[word].join(QLatin1Char(' ')));
    }
    return QStringLiteral("_rackhousectl() {\n"
                          "    local current=${COMP_WORDS[COMP_CWORD]} words=\"\"\n"
                          "    if [[ $current == -* ]]; then\n"
                          "        words=$(rackhousectl --help | grep -oE -- '--[a-z0-9-]+')\n"
                          "    elif [ \"$COMP_CWORD\" -eq 1 ]; then words=\"%1\"\n"
                          "    elif [ \"$COMP_CWORD\" -eq 2 ]; then case ${COMP_WORDS[1]} in\n"
                          "%2        esac\n"
                          "    fi\n"
                          "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
                          "}\n"
                          "complete -o default -F _rackhousectl rackhousectl\n")
        .arg(first.join(QLatin1Char(' ')), second);
}

} // namespace rackhouse::ctl
