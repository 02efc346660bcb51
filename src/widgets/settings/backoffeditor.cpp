// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/backoffeditor.h"

#include "widgets/settings/formwords.h"

#include "ui_backoffeditor.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace holdline::widgets {

using namespace Qt::StringLiterals;

namespace {

/// In the order of the combo box, whose last entry is "Custom".
std::array<BackoffPolicy, 3> presets()
{
    return {BackoffPolicy::standard(), BackoffPolicy::persistent(), BackoffPolicy::alwaysOn()};
}

constexpr int kCustom = 3;
constexpr int kShownWaits = 3; // then "…" and the longest

QString seconds(Duration duration)
{
    return QLocale().toString(static_cast<double>(duration.count()) / 1000, 'g', 4);
}

/// The waits in words: "1, 2, 4 … 30".
QString waits(const BackoffPolicy &policy)
{
    QStringList shown;
    double wait = static_cast<double>(policy.initial.count());
    const double longest = static_cast<double>(policy.maximum.count());
    const int tries = policy.attempts.value_or(kShownWaits + 1);
    while (shown.size() < std::min(kShownWaits, tries) && wait < longest && policy.factor > 1) {
        shown << seconds(Duration(std::llround(wait)));
        wait *= policy.factor;
    }
    if (policy.factor <= 1 || shown.isEmpty())
        return seconds(std::min(policy.initial, policy.maximum));
    if (shown.size() >= tries)
        return shown.join(u", "_s);
    const bool isNext = wait >= longest;
    return shown.join(u", "_s) + (isNext ? u", "_s : u" … "_s) + seconds(policy.maximum);
}

} // namespace

BackoffEditor::BackoffEditor(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::BackoffEditor>())
{
    m_ui->setupUi(this);
    setFocusProxy(m_ui->preset);
    m_ui->initial->setMinimum(0.001);
    m_ui->maximum->setMinimum(0.001);
    connect(m_ui->preset, &QComboBox::currentIndexChanged, this, &BackoffEditor::onPreset);
    for (const QDoubleSpinBox *box : findChildren<QDoubleSpinBox *>())
        connect(box, &QDoubleSpinBox::valueChanged, this, &BackoffEditor::refresh);
    connect(m_ui->attempts, &QSpinBox::valueChanged, this, &BackoffEditor::refresh);
    setPolicy({});
}

BackoffEditor::~BackoffEditor() = default;

void BackoffEditor::setPolicy(const BackoffPolicy &policy)
{
    const auto all = presets();
    const auto preset = std::find(all.begin(), all.end(), policy);
    showFigures(policy);
    m_ui->preset->setCurrentIndex(static_cast<int>(preset - all.begin()));
    refresh();
}

BackoffPolicy BackoffEditor::policy() const
{
    const int preset = m_ui->preset->currentIndex();
    if (preset != kCustom)
        return presets()[static_cast<std::size_t>(preset)];
    const int attempts = m_ui->attempts->value();
    return {.initial = m_ui->initial->duration(),
            .factor = m_ui->factor->value(),
            .maximum = m_ui->maximum->duration(),
            .attempts = attempts > 0 ? std::optional(attempts) : std::nullopt,
            .jitter = m_ui->jitter->duration()};
}

QString BackoffEditor::complaint() const
{
    const BackoffPolicy chosen = policy();
    return chosen.maximum < chosen.initial ? tr("The longest wait is shorter than the first.")
                                           : QString();
}

QString BackoffEditor::words(const BackoffPolicy &policy)
{
    const QString waiting = policy.jitter > Duration(0)
        ? tr("Waits %1 s, plus a random delay of up to %2 s.")
              .arg(waits(policy), seconds(policy.jitter))
        : tr("Waits %1 s.").arg(waits(policy));
    const QString end = !policy.attempts ? tr("Never gives up.")
        : *policy.attempts == 1          ? tr("Gives up after one try.")
                                : tr("Gives up after %n tries.", nullptr, *policy.attempts);
    return waiting + u' ' + end;
}

/// Puts each label above its field where a row of both would be too narrow for a field. Qt decides
/// that for each row, as if the labels of the others were as short.
void BackoffEditor::resizeEvent(QResizeEvent *event)
{
    int label = 0;
    int field = 0;
    for (int row = 0; row < m_ui->form->rowCount(); ++row) {
        const auto widthOf = [&](QFormLayout::ItemRole role) {
            return m_ui->form->itemAt(row, role)->widget()->minimumSizeHint().width();
        };
        label = std::max(label, widthOf(QFormLayout::LabelRole));
        field = std::max(field, widthOf(QFormLayout::FieldRole));
    }
    const bool isNarrow = label + m_ui->form->horizontalSpacing() + field > width();
    m_ui->form->setRowWrapPolicy(isNarrow ? QFormLayout::WrapAllRows : QFormLayout::WrapLongRows);
    QWidget::resizeEvent(event);
}

void BackoffEditor::onPreset()
{
    // "Custom" begins with the figures of the preset that was shown before.
    const int preset = m_ui->preset->currentIndex();
    if (preset != kCustom)
        showFigures(presets()[static_cast<std::size_t>(preset)]);
    refresh();
}

void BackoffEditor::showFigures(const BackoffPolicy &policy)
{
    m_ui->initial->setDuration(policy.initial);
    m_ui->factor->setValue(policy.factor);
    m_ui->maximum->setDuration(policy.maximum);
    m_ui->attempts->setValue(policy.attempts.value_or(0));
    m_ui->jitter->setDuration(policy.jitter);
}

void BackoffEditor::refresh()
{
    m_ui->figures->setVisible(m_ui->preset->currentIndex() == kCustom);
    const QString wrong = complaint();
    say(*m_ui->words, wrong.isEmpty() ? words(policy()) : wrong, !wrong.isEmpty());
    m_ui->maximum->setAccessibleDescription(wrong);
    Q_EMIT changed();
}

} // namespace holdline::widgets
