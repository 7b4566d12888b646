#include "models/base/error.h"

#include <QCoreApplication>
#include <QHash>

namespace rackhouse
{

namespace
{

struct Problem {
    int status;
    const char* text;
};

/// The catalog of problems: one line a code, in alphabetical order. `%name` stands for the argument
/// of that name.
const QHash<QString, Problem>& catalog()
{
    static const QHash<QString, Problem> problems{
#define PROBLEM(code, status, text)                                                                \
    {QStringLiteral(code), Problem{status, QT_TRANSLATE_NOOP("Problem", text)}},
#include "models/base/problems.inc"
#undef PROBLEM
    };
    return problems;
}

} // namespace

Error makeError(const char* code, const QString& detail)
{
    return {QString::fromLatin1(code), {}, detail};
}

Error makeError(const char* code, QVariantMap args, const QString& detail)
{
    return {QString::fromLatin1(code), std::move(args), detail};
}

QString problemText(const Error& error)
{
    const auto found = catalog().constFind(error.code);
    if (found == catalog().constEnd())
        return error.detail.isEmpty() ? error.code
                                      : error.code + QStringLiteral(": ") + error.detail;
    QString text = QCoreApplication::translate("Problem", found->text);
    for (auto arg = error.args.cbegin(); arg != error.args.cend(); ++arg)
        text.replace(QLatin1Char('%') + arg.key(), arg.value().toString());
    return text;
}

int problemStatus(const QString& code)
{
    const auto found = catalog().constFind(code);
    return found == catalog().constEnd() ? 500 : found->status;
}

} // namespace rackhouse
