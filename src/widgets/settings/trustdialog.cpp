// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/trustdialog.h"

#include "widgets/look/stackedbuttons.h"

#include "ui_trustdialog.h"

#include <QPushButton>

namespace holdline::widgets {

using namespace Qt::StringLiterals;
using client::CertificateFacts;

namespace {

constexpr qsizetype kLineLength = 39; // eight groups of four digits

/// The fingerprint in two lines of eight groups.
QString inTwoLines(const QString &grouped)
{
    return grouped.left(kLineLength) + u'\n' + grouped.mid(kLineLength + 1);
}

/// The maker of the certificate chooses these names, so they may be long or have line breaks.
QString shortened(const QString &name)
{
    constexpr qsizetype kLongestLine = 80;
    const QString line = name.simplified();
    return line.size() > kLongestLine ? line.left(kLongestLine) + u'…' : line;
}

/// Allows line breaks within the name of a server.
QString breakable(QString server)
{
    return server.replace(u"."_s, u".\u200b"_s).replace(u":"_s, u"\u200b:"_s);
}

} // namespace

TrustDialog::TrustDialog(const CertificateFacts &facts, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::TrustDialog>())
{
    m_ui->setupUi(this);
    new StackedButtons(*m_ui->buttons);
    setAttribute(Qt::WA_DeleteOnClose);
    setAttribute(Qt::WA_WindowPropagation); // inherits the colours of the window
    m_ui->title->setText(tr("Is this really %1?").arg(breakable(facts.server)));
    m_ui->fingerprint->setText(inTwoLines(client::groupedFingerprint(facts.fingerprint)));
    m_ui->facts->setText(words(facts));
    m_ui->buttons->addButton(tr("&Trust and connect"), QDialogButtonBox::AcceptRole)
        ->setAutoDefault(false);
    QPushButton *cancel = m_ui->buttons->button(QDialogButtonBox::Cancel);
    cancel->setDefault(true);
    cancel->setFocus(Qt::OtherFocusReason);
}

TrustDialog::~TrustDialog() = default;

QString TrustDialog::words(const CertificateFacts &facts)
{
    QStringList lines;
    if (!facts.subject.isEmpty())
        lines << tr("Issued to: %1").arg(shortened(facts.subject));
    if (!facts.issuer.isEmpty())
        lines << tr("Issued by: %1").arg(shortened(facts.issuer));
    if (facts.validUntil.isValid())
        lines << tr("Valid until: %1")
                     .arg(QLocale().toString(facts.validUntil.date(), QLocale::ShortFormat));
    return lines.join(u'\n');
}

} // namespace holdline::widgets
