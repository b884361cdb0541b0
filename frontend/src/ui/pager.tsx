import { ActionIcon, Group, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';

interface Props {
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  readonly onPage: (page: number) => void;
}

/** Leafs through pages; nothing when there is only one. */
export function Pager({ page, pages, onPage }: Props) {
  if (pages <= 1) {
    return null;
  }
  return (
    <Group component="nav" justify="center" gap="md" mt="xl" aria-label="Pages">
      <ActionIcon
        variant="default"
        size={44}
        radius="xl"
        aria-label="Previous page"
        disabled={page <= 1}
        onClick={() => onPage(page - 1)}
      >
        <IconChevronLeft size={20} aria-hidden />
      </ActionIcon>
      <Text size="sm" aria-current="page">
        Page {page} of {pages}
      </Text>
      <ActionIcon
        variant="default"
        size={44}
        radius="xl"
        aria-label="Next page"
        disabled={page >= pages}
        onClick={() => onPage(page + 1)}
      >
        <IconChevronRight size={20} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
