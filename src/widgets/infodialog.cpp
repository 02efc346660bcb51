// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/infodialog.h"

#include "widgets/look/fittoscreen.h"
#include "widgets/look/stackedbuttons.h"

#include "ui_infodialog.h"

namespace holdline::widgets {

InfoDialog::InfoDialog(const QString &title, const QString &html, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::InfoDialog>())
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    new StackedButtons(*m_ui->buttons);
    fitToScreen(*this);
    m_ui->text->setHtml(html);
    m_ui->text->setAccessibleName(title);
}

InfoDialog::~InfoDialog() = default;

} // namespace holdline::widgets
