#pragma once

#include <QMetaType>
#include <QString>
#include <QVariantMap>

namespace rackhouse
{

/// What went wrong, for a reason outside the program.
///
/// `code` is stable and kebab-case ("bmc-unreachable"); programs match on it. `args` are the values
/// that the sentence for a person needs ("host", "limit"). `detail` is the raw text of the cause
/// (an errno string, a peer's words); it is shown below the sentence and never parsed. The sentence
/// itself is written at the edge by problemText().
struct Error {
    QString code;
    QVariantMap args;
    QString detail;

    bool operator==(const Error&) const = default;
};

/// An Error with a code and a detail.
Error makeError(const char* code, const QString& detail = {});
Error makeError(const char* code, QVariantMap args, const QString& detail = {});

/// One sentence or two for a person: what happened and what to do next. Unknown codes give the code
/// itself.
QString problemText(const Error& error);

/// The HTTP status that the site API answers for an error code (500 for unknown codes).
int problemStatus(const QString& code);

} // namespace rackhouse

Q_DECLARE_METATYPE(rackhouse::Error)
