#include "widgets/inside/comparedialog.h"

#include "widgets/common/prompts.h"
#include "widgets/common/theme.h"

#include <QCoreApplication>
#include <QFile>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>

namespace rackhouse
{

namespace
{

constexpr qint64 mostBytes = 1 << 20; ///< a matrix of 256 devices is a third of that

QString tr(const char* text)
{
    return QCoreApplication::translate("CompareDialog", text);
}

void readFile(FormDialog* dialog, QPlainTextEdit* text, const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return dialog->fail(tr("%1 cannot be read.").arg(path), file.errorString());
    const QByteArray bytes = file.read(mostBytes + 1);
    if (bytes.size() > mostBytes)
        return dialog->fail(tr("%1 is too large to be what nvidia-smi prints.").arg(path));
    text->setPlainText(QString::fromUtf8(bytes));
}

} // namespace

FormDialog* makeCompareDialog(Context context, std::function<void(const GpuMatrix&)> compare,
                              QWidget* parent)
{
    auto* dialog = new FormDialog(
        context, u"inside-compare"_qs, tr("Compare with nvidia-smi topo -m"),
        tr("Run nvidia-smi topo -m on the machine and paste all that it prints, or choose a file. "
           "It is held against the last inspection and is not stored."),
        tr("Compare"), parent);
    QPlainTextEdit* text = dialog->addText(u"text"_qs, tr("Text"));
    text->setFont(Theme::monoFont());
    text->setLineWrapMode(QPlainTextEdit::NoWrap);
    text->setTabChangesFocus(true);
    text->setMinimumHeight(220);
    auto* source = new QWidget(dialog);
    auto* choose = new QPushButton(tr("Choose file…"), source);
    choose->setObjectName(u"dialog.inside-compare.choose"_qs);
    choose->setAccessibleName(tr("Choose file"));
    choose->setAutoDefault(false);
    auto* row = new QHBoxLayout(source);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(choose);
    row->addStretch(1);
    dialog->addWidget(u"source"_qs, tr("File"), source);
    QObject::connect(choose, &QPushButton::clicked, dialog, [=] {
        context.prompts.openFile(dialog, tr("Output of nvidia-smi topo -m"), tr("Text (*)"),
                                 [=](const QString& path) { readFile(dialog, text, path); });
    });
    const auto judge = [=] {
        dialog->setReady(!text->toPlainText().trimmed().isEmpty(), tr("Paste the text first"));
    };
    judge();
    QObject::connect(text, &QPlainTextEdit::textChanged, dialog, judge);
    QObject::connect(dialog, &FormDialog::submitted, dialog, [=] {
        const auto matrix = GpuMatrix::read(text->toPlainText().toUtf8());
        if (!matrix)
            return dialog->fail(problemText(matrix.error()), matrix.error().detail);
        compare(*matrix);
        dialog->accept();
    });
    return dialog;
}

} // namespace rackhouse
