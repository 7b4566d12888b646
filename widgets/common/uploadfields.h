#pragma once

#include "models/base/result.h"
#include "widgets/common/formdialog.h"

#include <functional>

class QLineEdit;
class QProgressBar;

namespace rackhouse
{

/// The rows of a form that choose a file and show how much of it has been sent.
struct UploadFields {
    QLineEdit* file = nullptr;
    QProgressBar* bar = nullptr;

    /// Adds them; `name` is that of the dialog, `title` of what the file holds.
    static UploadFields add(Context context, FormDialog* dialog, const QString& name,
                            const QString& title);
    /// Sends the file there, with the time that it was written at. The path may have a query.
    void send(Context context, FormDialog* dialog, const QString& path,
              std::function<void(const Result<QJsonObject>&)> done) const;
};

} // namespace rackhouse
